import { table } from '../lib/table.ts';
import type { CurveRow } from './curve.ts';

/** The curves of one level: a line a reading. */
export function printCurve(
  level: number,
  count: number,
  before: number,
  chips: readonly string[],
  rows: readonly CurveRow[],
): void {
  const cell = (cost: CurveRow['chips'][number]) =>
    typeof cost === 'string'
      ? cost
      : `${(cost.timeS * 1e3).toFixed(3)} ms, ${(cost.knownJ * 1e6).toFixed(1)} uJ`;
  console.log(
    `\nL${level}, one conversion read after each step, ${count} test images, before conversion ${((100 * before) / count).toFixed(2)}%; energy is what is known of each chip (est.)\n`,
  );
  console.log(
    table(
      ['code', 'steps', 'accuracy', 'loss, points', 'spikes', 'synaptic events', ...chips],
      rows.map(({ code, steps, right, spikes, events, chips: costs }) => [
        code,
        String(steps),
        `${((100 * right) / count).toFixed(2)}%`,
        ((100 * (before - right)) / count).toFixed(2),
        Math.round(spikes).toLocaleString('en'),
        Math.round(events).toLocaleString('en'),
        ...costs.map(cell),
      ]),
    ),
  );
}
