/** Events of a vision sensor, in order of time: column by column, all of one length. */
export interface EventBatch {
  /** Microseconds, whole numbers below 2^53. */
  readonly timeUs: Float64Array;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** 1 brighter, 0 darker. */
  readonly polarity: Uint8Array;
}

/** Pixels of a sensor; x counts from 0 to width - 1. */
export interface SensorSize {
  readonly width: number;
  readonly height: number;
}

/** Batches joined, where all of a recording is wanted in memory. */
export function joinEvents(batches: readonly EventBatch[]): EventBatch {
  const count = batches.reduce((sum, { x }) => sum + x.length, 0);
  const joined = {
    timeUs: new Float64Array(count),
    x: new Uint16Array(count),
    y: new Uint16Array(count),
    polarity: new Uint8Array(count),
  };
  let at = 0;
  for (const batch of batches) {
    joined.timeUs.set(batch.timeUs, at);
    joined.x.set(batch.x, at);
    joined.y.set(batch.y, at);
    joined.polarity.set(batch.polarity, at);
    at += batch.x.length;
  }
  return joined;
}
