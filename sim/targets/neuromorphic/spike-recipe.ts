import { createHash } from 'node:crypto';
import type { Network } from '../../network/network.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import type { OutcomeKey } from '../../sparsity/outcome-table.ts';
import { dataHash, type TableSplit } from '../../sparsity/table-data.ts';
import { hashPoints } from '../../sparsity/table-key.ts';
import { conditions } from '../../workload/degraded-mnist/conditions.ts';
import { degradedMnist } from '../../workload/degraded-mnist/dataset.ts';
import { quantile } from './balance-thresholds.ts';
import type { CoreLimits } from './placement.ts';
import { spikeCounterNames } from './spike-counters.ts';
import type { EventTimes } from './step-ledger.ts';

/** Steps of one inference: the most that the scenario allows. */
export const steps = 16;
/** Training images (the first ones, variant 0) that thresholds are balanced on. */
export const calibrationImages = 64;
/** Images of each split whose spikes are simulated, unless asked for otherwise. */
export const defaultSampleCount = 100;
/** Raised whenever the same network and images may give other counts. */
const version = 2;

/** What the chip decides about counts and times. */
export interface ChipTiming {
  readonly limits: CoreLimits;
  readonly times: EventTimes;
}

/** The levels whose spikes are simulated: the densest, the middle and the last but one. A chip holds three at once. */
export function spikingPoints(network: Network): readonly OperatingPoint[] {
  const layers = network.ladder?.layers.length ?? 0;
  const last = (network.ladder?.levels.length ?? 1) - 1;
  const levels = [...new Set([0, Math.round(last / 2), Math.max(0, last - 1)])];
  if (!network.ladder) return [{ id: 'dense', levels: [], gates: [] }];
  return levels.map((level) => ({
    id: `L${level}`,
    levels: new Array<number>(layers).fill(level),
    gates: new Array<null>(layers).fill(null),
  }));
}

/**
 * Positions of a stratified sample: from the start of the split, the first images of each condition in proportion to
 * its share, ascending.
 */
export function stratifiedPositions(split: TableSplit, count: number): Uint32Array {
  const drawn = degradedMnist(split, 0, 3 * count + 50).conditions;
  const wanted = conditions.map(({ share }) => Math.round(share * count));
  const chosen: number[] = [];
  for (let i = 0; i < drawn.length; i++) {
    if (wanted[drawn[i]!]! > 0) {
      wanted[drawn[i]!]!--;
      chosen.push(i);
    }
  }
  if (wanted.some((left) => left > 0)) {
    throw new RangeError(
      `${split}: too few images of some condition for a sample of ${count}; take a smaller sample`,
    );
  }
  return Uint32Array.from(chosen);
}

/** Key of the spiking table of a split: what its counts are a pure function of. */
export function spikeKey(
  network: Network,
  points: readonly OperatingPoint[],
  split: TableSplit,
  positions: Uint32Array,
  chip: ChipTiming,
): OutcomeKey {
  const recipe = [version, steps, quantile, calibrationImages, spikeCounterNames, chip.limits, chip.times];
  return {
    networkHash: network.hash,
    kernelHash: sha256(JSON.stringify(recipe)),
    dataHash: sha256(dataHash('degraded-mnist', split, positions.length) + JSON.stringify([...positions])),
    pointsHash: hashPoints(points),
    numericForm: `rate-${steps}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
