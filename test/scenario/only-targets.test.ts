import { expect, it } from 'vitest';
import { onlyTargets } from '../../sim/scenario/only-targets.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';

it('keeps the targets that are named, also of a scenario that has lost others before', async () => {
  const scenario = await openScenario('industrial-sensor', '.');
  const names = ['nucleo-u575zi-q'];
  const once = onlyTargets(scenario, names);
  expect(once.targets.map(({ id }) => id)).toEqual(names);
  expect(onlyTargets(once, names)).toEqual(once);
  expect(onlyTargets(scenario, undefined)).toBe(scenario);
  expect(() => onlyTargets(once, ['nucleo-l4r5zi'])).toThrow('has no target');
});
