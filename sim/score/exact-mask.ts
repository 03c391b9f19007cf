import type { CellRun } from '../scenario/simulate/cell-run.ts';
import type { RequestRun } from '../scenario/simulate/request-run.ts';
import { completed, sum } from './aggregate.ts';

/**
 * `O_mask`: what runs would have spent with the exact mask known, J per completed request. Every pass costs what the
 * multiply-accumulates that its outcome table says were needed cost in the dense option of its unit, so finding and
 * skipping the others is free; rest, wake-ups and policy code are as they were. What a policy spends above it is overhead
 * of the kernels, what its value lies above that of the clairvoyant is an error of its choices. A reference, not a bound:
 * energy is taken to be proportional to operations. Null where the tables do not count them, or a unit has no option to
 * take the price from, a network was split, a supply may cut passes off, passes take several samples, or the clock changes.
 */
export function exactMaskJ(run: CellRun, runs: readonly RequestRun[]): number | null {
  const ended = sum(runs.map(completed));
  const { environment, batching } = run.input;
  if (ended === 0 || environment?.supply || batching || runs.some((r) => r.clocks)) return null;
  let savedJ = 0;
  for (const [index, option] of run.built.entries()) {
    const passes = sum(runs.map((r) => r.passes[index]!));
    if (passes === 0) continue;
    // What a transfer of activations costs does not go by operations.
    if (option.cut) return null;
    const reference = denseOn(run, option.unit);
    if (!reference?.meanMacs || option.meanMacs === null) return null;
    const maskJ = (reference.test!.meanMarginalJ * option.meanMacs) / reference.meanMacs;
    savedJ += passes * (option.test!.meanMarginalJ - maskJ);
  }
  return (sum(runs.map((r) => r.energyJ)) - savedJ) / ended;
}

/** The dense network's option on a unit, else the densest level of the ladder without a gate. */
export function denseOn({ built }: CellRun, unit: string): CellRun['built'][number] | undefined {
  return (
    built.find((option) => option.role === 'dense' && option.unit === unit) ??
    built.find((option) => option.role === 'ladder' && !option.gated && option.unit === unit)
  );
}
