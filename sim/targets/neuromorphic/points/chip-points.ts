import type { NetworkGraph } from '../../../network/network-graph.ts';
import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import { latencySteps } from '../codes/latency-graph.ts';
import { masks } from './masks.ts';

/**
 * Steps after which the answer of a rate code is read; the network is converted for the last. On 20 validation images of L3
 * the digits network answers none before its 7th step, 17 rightly after 10 and all after 12.
 */
export const readSteps = [10, 12, 16, 32] as const;
/** Thresholds of changes in units of each layer, of 255 that its largest value has. */
const deltaThresholds = [1, 4, 16] as const;

/** Times that the spikes of a layer tell a value by, in latency codes. */
const latencyTimes = [32, 16, 8] as const;

/**
 * What the thresholds of rate codes are multiplied by. On 100 validation images of L3 read after 32 steps on Loihi 2, 99, 98 and 99 are
 * right (99 as balanced) with 19, 38 and 55% fewer synaptic events; after 12 steps of the second 70 (94). Lower thresholds gain nothing:
 * on 30 of Speck, times 0.9, 29 are right after 16 steps (30) with 30% more events.
 */
const thresholdFactors = [1.1, 1.25, 1.5, 2] as const;

/** After which of them where thresholds are scaled or something is masked. */
const changedReadSteps = [32, 16] as const;

/** Levels that are converted: the densest, the middle and the last but one, as for the older Loihi model. */
export function chipLevels({ ladder }: Pick<NetworkGraph, 'ladder'>): readonly number[] {
  const last = lastOf({ ladder });
  return [...new Set([0, middleOf({ ladder }), Math.max(0, last - 1)])];
}

const lastOf = ({ ladder }: Pick<NetworkGraph, 'ladder'>): number => (ladder?.levels.length ?? 1) - 1;
const middleOf = (network: Pick<NetworkGraph, 'ladder'>): number => Math.round(lastOf(network) / 2);

/**
 * The operating points of a converted network, level by level, each with the most steps (and the lowest threshold) first:
 * `L3-t16` is read after 16 steps, `L3-d4` sends no change below 4, `L3-w16` tells values by 16 times a layer. Pruned levels follow in
 * rate codes with thresholds that are scaled: `L3-t16-h125`, times 1.25. Points of the middle level follow with a tenth or a fifth of
 * the input's regions, or an eighth of the channels, switched off: `L3-t16-r20`, `L3-d1-c12`. Latency codes have no masks.
 * @param depth layers, which a value takes one step each to cross
 */
export function chipPoints(
  { ladder }: Pick<NetworkGraph, 'ladder'>,
  form: SpikingForm,
  depth: number,
  levels: readonly number[] = chipLevels({ ladder }),
): readonly OperatingPoint[] {
  const layers = ladder?.layers.length ?? 0;
  return levels.flatMap((level): readonly OperatingPoint[] => {
    const base = {
      levels: new Array<number>(layers).fill(level),
      gates: new Array<null>(layers).fill(null),
    };
    const name = ladder ? `L${level}` : 'dense';
    const delta = (deltaThreshold: number) => ({
      ...base,
      id: `${name}-d${deltaThreshold}`,
      steps: depth + 1,
      deltaThreshold,
    });
    const read = (t: number) => ({ ...base, id: `${name}-t${t}`, steps: t });
    if (form === 'folded') return [read(depth + 1)];
    if (form === 'latency')
      return latencyTimes.map(
        (times): OperatingPoint => ({
          ...base,
          id: `${name}-w${times}`,
          steps: latencySteps(depth, times),
          times,
        }),
      );
    const whole: OperatingPoint[] =
      form === 'sigma-delta'
        ? deltaThresholds.map(delta)
        : [...[...readSteps].reverse().map(read), ...(level > 0 || !ladder ? scaledPoints(read) : [])];
    if (level !== middleOf({ ladder })) return whole;
    const toMask: OperatingPoint[] =
      form === 'sigma-delta' ? [delta(deltaThresholds[0])] : changedReadSteps.map(read);
    return [...whole, ...masks.flatMap((mask) => toMask.map((point) => masked(point, mask)))];
  });
}

const scaledPoints = (read: (steps: number) => OperatingPoint): readonly OperatingPoint[] =>
  thresholdFactors.flatMap((thresholdFactor) =>
    changedReadSteps.map(read).map((point) => ({
      ...point,
      id: `${point.id}-h${Math.round(100 * thresholdFactor)}`,
      thresholdFactor,
    })),
  );

const masked = (point: OperatingPoint, mask: NonNullable<OperatingPoint['mask']>): OperatingPoint => ({
  ...point,
  id: `${point.id}-${mask.of[0]}${Math.floor(100 * mask.share)}`,
  mask,
});
