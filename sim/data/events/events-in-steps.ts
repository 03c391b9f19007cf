import type { EventBatch, SensorSize } from './event-batch.ts';

/**
 * Events as spikes of an input population in steps: [polarity][row][column] flattened, 1 where a pixel had at least one
 * event in the step (chips send a pixel's spike once a step). Steps without events are given too, so that time goes on.
 * @param stepUs microseconds of a step; the first begins at the first event
 */
export async function* eventsInSteps(
  batches: AsyncIterable<EventBatch> | Iterable<EventBatch>,
  { width, height }: SensorSize,
  stepUs: number,
): AsyncGenerator<Float64Array, void, undefined> {
  if (!(stepUs > 0)) throw new RangeError(`a step of ${stepUs} us; a positive time is needed`);
  const pixels = width * height;
  let startUs: number | undefined;
  let step = 0;
  let spikes = new Float64Array(2 * pixels);
  for await (const { timeUs, x, y, polarity } of batches) {
    for (let n = 0; n < x.length; n++) {
      startUs ??= timeUs[n]!;
      const at = Math.floor((timeUs[n]! - startUs) / stepUs);
      for (; step < at; step++) {
        yield spikes;
        spikes = new Float64Array(2 * pixels);
      }
      spikes[polarity[n]! * pixels + y[n]! * width + x[n]!] = 1;
    }
  }
  if (startUs !== undefined) yield spikes;
}
