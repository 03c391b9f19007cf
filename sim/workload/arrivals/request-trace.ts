import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { conditions } from '../degraded-mnist/conditions.ts';
import { conditionPath } from './condition-path.ts';

/** All requests of one run: made once per (cell, seed) and replayed for every policy and for the bound. */
export interface RequestTrace {
  readonly seed: number;
  readonly horizonNs: number;
  /** Arrival times, whole ns, ascending. */
  readonly timeNs: Float64Array;
  /** Sample of the outcome table that each request shows. */
  readonly sample: Uint32Array;
  /** Stream of each request; absent where all are alike. */
  readonly stream?: Uint8Array;
  /**
   * Closed loop: so many requests are one query, and the next query comes when all of them have ended. A run writes
   * its own times into `timeNs`. Absent: requests come at their times, whatever happens.
   */
  readonly samplesPerQuery?: number;
}

/**
 * What requests at these times show: the condition at each of them, and the next sample of that condition from a seeded
 * permutation of the table's samples (once through, every sample of a condition has been shown equally often).
 * @param timeNs arrivals, whole ns, ascending
 * @param sampleConditions condition of each sample of the table; conditions that no sample has are left out of the
 *   chain, the others keep their proportions
 */
export function requestTrace(
  timeNs: Float64Array,
  sampleConditions: Uint8Array,
  meanDwellNs: number,
  horizonNs: number,
  seed: number,
): RequestTrace {
  const decks = conditions
    .map((condition, index) => ({
      share: condition.share,
      samples: indicesOf(sampleConditions, index),
      index,
    }))
    .filter((deck) => deck.samples.length > 0);
  if (decks.length === 0) throw new RangeError('the outcome table has no samples; measure at least one');
  const orders = decks.map((deck) =>
    permutation(deck.samples.length, new RandomStream(seed, 'samples', conditions[deck.index]!.name)),
  );
  const path = conditionPath(
    timeNs,
    decks.map((deck) => deck.share),
    meanDwellNs,
    seed,
  );
  const next = new Uint32Array(decks.length);
  const sample = new Uint32Array(timeNs.length);
  for (let i = 0; i < timeNs.length; i++) {
    const deck = path[i]!;
    const order = orders[deck]!;
    sample[i] = decks[deck]!.samples[order[next[deck]!++ % order.length]!]!;
  }
  return { seed, horizonNs, timeNs, sample };
}

function indicesOf(sampleConditions: Uint8Array, condition: number): Uint32Array {
  const found: number[] = [];
  for (let i = 0; i < sampleConditions.length; i++) if (sampleConditions[i] === condition) found.push(i);
  return Uint32Array.from(found);
}
