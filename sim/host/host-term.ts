import type { Coefficients } from '../calibration/fit/coefficients.ts';
import { type SumPart, SumTerm } from '../calibration/fit/sum-term.ts';
import type { HostTime } from './measure-layers.ts';

/** Right-hand sides that a block kernel takes at once. */
const lanes = 8;

/** Priors of the host model: logarithms of ns for one of what the name says. Round numbers of a 3 GHz processor. */
const priors = {
  call: { mean: Math.log(400), spread: 0.7 },
  /** Multiply-accumulates on panels (eight lanes, two fused operations a cycle) and on one right-hand side. */
  panelMac: { mean: Math.log(0.03), spread: 0.7 },
  vectorMac: { mean: Math.log(0.08), spread: 0.7 },
  /** Blocks against dense, per multiply-accumulate. */
  block: { mean: Math.log(1.2), spread: 0.4 },
  /** Start and end of one block row on one panel: accumulators, pointers, epilogue. */
  blockRow: { mean: Math.log(4), spread: 0.7 },
  /** Implicit im2col: windows that overlap, padded rows. */
  window: { mean: Math.log(1.15), spread: 0.2 },
  output: { mean: Math.log(0.3), spread: 0.7 },
  input: { mean: Math.log(0.05), spread: 0.7 },
  /** A byte of weights that comes from beyond the first cache, for every pass over them. */
  near: { mean: Math.log(0.02), spread: 0.7 },
  far: { mean: Math.log(0.06), spread: 0.7 },
  /** A layer against the rest. */
  layer: { spread: 0.07 },
};

/** Scatter of one measurement, as a logarithm. */
export const hostNoise = 0.03;

/** Sizes of the caches of a core, as the operating system or a rule of thumb says. */
export interface CacheSizes {
  readonly l1Bytes: number;
  readonly l2Bytes: number;
}

/** What a case is, without its time. */
export type HostCase = Omit<HostTime, 'latencyNs'>;

/** Nanoseconds of one call of a layer: a sum of work times cost. */
export function hostTerm(
  { layer, dense, activeShare }: HostCase,
  caches: CacheSizes,
  coefficients: Coefficients,
): SumTerm {
  const link = (name: string, { mean = 0, spread }: { mean?: number; spread: number }) =>
    [coefficients.index(name, mean, spread), 1] as const;
  const { rows, cols, pixels, kind } = layer;
  const single = pixels === 1;
  const panels = Math.ceil(pixels / lanes);
  const share = dense ? 1 : activeShare;
  const macs = rows * cols * share * (single ? 1 : panels * lanes);
  // Four bytes a weight; four for the index of a block of four.
  const weightBytes = rows * cols * share * (dense ? 4 : 5);
  const passes = single ? 1 : panels;
  const own = link(`layer ${layer.id}`, priors.layer);
  const mac = [
    link(single ? 'MAC on a vector' : 'MAC on panels', single ? priors.vectorMac : priors.panelMac),
    ...(dense ? [] : [link(single ? 'blocks, vector' : 'blocks, panels', priors.block)]),
    ...(kind === 'conv' ? [link(dense ? 'window, dense' : 'window, blocks', priors.window)] : []),
    own,
  ];
  const parts: SumPart[] = [
    { amount: 1, coefficients: [link('call', priors.call)], cause: 'overhead' },
    { amount: macs, coefficients: mac },
    {
      amount: Math.ceil(rows / 4) * passes,
      coefficients: [link(dense ? 'block row, dense' : 'block row', priors.blockRow), own],
    },
    { amount: rows * pixels, coefficients: [link('output', priors.output), own] },
    { amount: cols * pixels, coefficients: [link('input', priors.input), own] },
  ];
  if (weightBytes > caches.l1Bytes)
    parts.push({
      amount: weightBytes * passes,
      coefficients: [
        weightBytes > caches.l2Bytes ? link('far byte', priors.far) : link('near byte', priors.near),
        own,
      ],
      cause: 'memory',
    });
  return new SumTerm(parts);
}
