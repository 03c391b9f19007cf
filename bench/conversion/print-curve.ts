import { table } from '../lib/table.ts';
import type { CurveRow } from './curve.ts';

/** The curves of one level: a line a reading. */
export function printCurve(level: number, chips: readonly string[], rows: readonly CurveRow[]): void {
  const cell = (cost: CurveRow['chips'][number]) =>
    typeof cost === 'string'
      ? cost
      : `${(cost.timeS * 1e3).toFixed(3)} ms, ${(cost.knownJ * 1e6).toFixed(1)} uJ`;
  const { samples, before } = rows[0]!.loss;
  const points = (share: number) => (100 * share).toFixed(2);
  console.log(
    `\nL${level}, one conversion read after each step, ${samples} test images, before conversion ${points(before)}%; energy is what is known of each chip (est.)\n`,
  );
  console.log(
    table(
      ['code', 'steps', 'accuracy', 'loss, points (95%)', 'spikes', 'synaptic events', ...chips],
      rows.map(({ code, steps, loss, spikes, events, chips: costs }) => [
        code,
        String(steps),
        `${points(loss.after)}%`,
        `${points(loss.loss)} (${points(loss.low)} to ${points(loss.high)})`,
        Math.round(spikes).toLocaleString('en'),
        Math.round(events).toLocaleString('en'),
        ...costs.map(cell),
      ]),
    ),
  );
}
