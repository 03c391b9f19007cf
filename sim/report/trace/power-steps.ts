import type { Step } from '../../scenario/simulate/timeline.ts';
import type { Interval } from '../../scenario/simulate/unit-intervals.ts';

/**
 * Power of a unit over a window, W: a step wherever it changes, and 0 at the end, so that the integral of the steps is
 * the energy of the intervals in the window.
 */
export function powerSteps(intervals: readonly Interval[], fromNs: number, toNs: number): Step[] {
  const steps: Step[] = [];
  for (const interval of intervals) {
    const value = interval.joules / ((interval.toNs - interval.fromNs) * 1e-9);
    if (steps.at(-1)?.value !== value) steps.push({ timeNs: Math.max(fromNs, interval.fromNs), value });
  }
  steps.push({ timeNs: toNs, value: 0 });
  return steps;
}

/** Sum of several step functions. Each value is added up anew: differences would leave rounding errors behind. */
export function sumSteps(lists: readonly (readonly Step[])[]): Step[] {
  const at = lists.map(() => 0);
  const values = lists.map(() => 0);
  const sum: Step[] = [];
  for (;;) {
    const timeNs = Math.min(...lists.map((list, i) => list[at[i]!]?.timeNs ?? Number.POSITIVE_INFINITY));
    if (timeNs === Number.POSITIVE_INFINITY) return sum;
    lists.forEach((list, i) => {
      const next = list[at[i]!];
      if (next?.timeNs !== timeNs) return;
      values[i] = next.value;
      at[i]!++;
    });
    const value = values.reduce((a, b) => a + b, 0);
    if (sum.at(-1)?.value !== value) sum.push({ timeNs, value });
  }
}
