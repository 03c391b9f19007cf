import type { InputIssue } from '../schema/input-error.ts';
import type { ParsedYaml } from '../schema/parse-yaml.ts';
import { isFixedClock } from '../targets/clocks/fixed-clock.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/**
 * Why the target at a place of `targets` cannot have its governors.
 * @param clocks names of those that its profile has; empty where it has one
 */
export function governorIssues(
  parsed: ParsedYaml<ScenarioFile>,
  index: number,
  clocks: readonly string[],
): readonly InputIssue[] {
  const { target, governors } = parsed.value.targets[index]!;
  if (!governors) return [];
  const path = ['targets', index, 'governors'];
  if (clocks.length === 0)
    return [
      parsed.issueAt(path, 'E_NO_CLOCKS', `"${target}" has one clock to choose from`, {
        hint: 'leave governors out, or add `clocks` to its profile (hardware-profiles/README.md)',
      }),
    ];
  return governors.flatMap((governor, at) =>
    isFixedClock(governor) && !clocks.includes(governor)
      ? [
          parsed.issueAt([...path, at], 'E_NO_CLOCK', `"${target}" has no clock of ${governor}`, {
            allowed: clocks,
          }),
        ]
      : [],
  );
}
