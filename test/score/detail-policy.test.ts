import { expect, it } from 'vitest';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import { scoreCell } from '../../sim/score/score-cell.ts';
import type { Target } from '../../sim/targets/target.ts';
import { networks, smallCell, smallTarget } from '../scenario/simulate/small-target.ts';

/** Rests at no power and wakes for nothing: without a request it spends nothing. */
function free(): Target {
  const target = smallTarget();
  const off = { name: 'off', powerW: 0, afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 };
  return { ...target, units: [{ ...target.units[0]!, powerStates: [off] }] };
}

it('leaves a seed that spends nothing out of what is saved against the best static option', () => {
  const saved = (horizonS: number) => {
    const input = { ...smallCell, horizonS, arrivals: { activeShare: 0.4, meanMotionS: 0.02 } };
    const run = simulateCell(input, free(), free(), networks);
    const { savedVsStatic } = scoreCell(run).details.find(({ policy }) => policy === 'best-static')!;
    return { savedVsStatic, requests: run.traces.map((trace) => trace.timeNs.length) };
  };
  const some = saved(0.01);
  expect(some.requests).toContain(0);
  expect(some.requests.some((count) => count > 0)).toBe(true);
  expect(some.savedVsStatic).toEqual({ value: 0, low: 0, high: 0 });
  const none = saved(1e-6);
  expect(none).toEqual({ savedVsStatic: null, requests: [0, 0, 0] });
});
