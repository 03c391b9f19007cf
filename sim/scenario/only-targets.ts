import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError } from '../schema/input-error.ts';
import type { Scenario } from './load-scenario.ts';

/** The scenario with these of its targets; all of them by default. @throws InputError on one that it has not */
export function onlyTargets(scenario: Scenario, targets: readonly string[] | undefined): Scenario {
  if (!targets) return scenario;
  const known = scenario.value.targets.map((entry) => entry.target);
  for (const name of targets) {
    if (known.includes(name)) continue;
    const meant = didYouMean(name, known);
    throw new InputError([
      {
        file: scenario.file,
        line: 0,
        column: 0,
        code: 'E_UNKNOWN_TARGET',
        path: '',
        message: `has no target "${name}"`,
        allowed: known,
        ...(meant ? { didYouMean: meant } : {}),
      },
    ]);
  }
  const { value } = scenario;
  const wanted = <T>(list: readonly T[]) => list.filter((_, i) => targets.includes(known[i]!));
  // Both lists, which name the same targets by their places.
  return {
    ...scenario,
    value: { ...value, targets: wanted(value.targets) },
    targets: wanted(scenario.targets),
  };
}
