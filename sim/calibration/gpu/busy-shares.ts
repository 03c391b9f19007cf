import type { MeasuredRow } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import { type GpuFacts, gpuFactOf } from './gpu-facts.ts';
import { gpuLatencyPriors } from './latency-priors.ts';
import { latencyWork } from './latency-term.ts';
import { peakMacsPerS } from './precision.ts';
import { statedClockShare } from './row-traits.ts';
import { throughputPriors } from './throughput-priors.ts';

/** Shares of the time in which a card computes and moves data; what is left to 1 it waits for launches. */
export interface BusyShares {
  readonly arithmetic: number;
  readonly memory: number;
}

/**
 * What a card does while it runs a row's network, by the prior means of the time models alone: power needs shares, not
 * times, and a fit of power must not lean on one of time. Null where card or network are not known.
 */
export function busyShares(row: MeasuredRow, facts: GpuFacts): BusyShares | null {
  const fact = gpuFactOf(row, facts);
  const layers = layersOf(row);
  const peak = fact && peakMacsPerS(fact, row.precision);
  if (!fact || !peak || !layers) return null;
  const work = latencyWork(row, facts, layers, 1)!;
  const alone = row.scenario !== 'Offline';
  const { arithmetic, grouped, depthwise, attention } = alone ? gpuLatencyPriors : throughputPriors;
  const cost = (prior: { mean: number }) => Math.exp(prior.mean);
  const { macs } = work;
  const weighted =
    macs.dense +
    macs.matrix +
    macs.grouped * cost(grouped) +
    macs.depthwise * cost(depthwise) +
    macs.attention * cost(attention);
  const computeS = (weighted * cost(arithmetic)) / (peak * statedClockShare(row, fact.clockHz));
  const traffic = alone ? gpuLatencyPriors.traffic : throughputPriors.traffic;
  const bytes = work.activationBytes + (alone ? work.weightBytes : 0);
  const memoryS = (bytes * cost(traffic)) / fact.dramBytesPerS;
  const waitingS = alone ? work.launches * cost(gpuLatencyPriors.launch) + cost(gpuLatencyPriors.call) : 0;
  const total = computeS + memoryS + waitingS;
  return { arithmetic: computeS / total, memory: memoryS / total };
}
