import type { NetworkGraph } from '../../../network/network-graph.ts';
import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import type { SpikingForm } from '../../../sparsity/outcome-table.ts';

/**
 * Steps after which the answer of a rate code is read; the network is converted for the last. On 20 validation images of L3
 * the digits network answers none before its 7th step, 17 rightly after 10 and all after 12.
 */
export const readSteps = [10, 12, 16, 32] as const;
/** Thresholds of changes in units of each layer, of 255 that its largest value has. */
const deltaThresholds = [1, 4, 16] as const;

/** Levels that are converted: the densest, the middle and the last but one, as for the older Loihi model. */
export function chipLevels({ ladder }: Pick<NetworkGraph, 'ladder'>): readonly number[] {
  const last = (ladder?.levels.length ?? 1) - 1;
  return [...new Set([0, Math.round(last / 2), Math.max(0, last - 1)])];
}

/**
 * The operating points of a converted network, level by level, each with the most steps (and the lowest threshold) first:
 * `L3-t16` is read after 16 steps, `L3-d4` sends no change below 4.
 * @param depth layers, which a value takes one step each to cross
 */
export function chipPoints(
  { ladder }: Pick<NetworkGraph, 'ladder'>,
  form: SpikingForm,
  depth: number,
  levels: readonly number[] = chipLevels({ ladder }),
): readonly OperatingPoint[] {
  const layers = ladder?.layers.length ?? 0;
  return levels.flatMap((level) => {
    const base = {
      levels: new Array<number>(layers).fill(level),
      gates: new Array<null>(layers).fill(null),
    };
    const name = ladder ? `L${level}` : 'dense';
    if (form === 'sigma-delta')
      return deltaThresholds.map((deltaThreshold) => ({
        ...base,
        id: `${name}-d${deltaThreshold}`,
        steps: depth + 1,
        deltaThreshold,
      }));
    const steps = form === 'folded' ? [depth + 1] : [...readSteps].reverse();
    return steps.map((t) => ({ ...base, id: `${name}-t${t}`, steps: t }));
  });
}
