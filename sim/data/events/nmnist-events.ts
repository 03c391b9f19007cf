import { DataFormatError } from '../source/data-format-error.ts';
import type { ByteFeed } from './byte-feed.ts';
import type { EventBatch } from './event-batch.ts';
import { type EventDecoder, endOfRecords } from './event-decoder.ts';
import type { EventSink } from './event-sink.ts';

const record = 5;
/** A row that no event can have: time has overflowed. */
const overflowRow = 240;
const overflowUs = 2 ** 13;
const largestStampUs = 2 ** 23 - 1;

/**
 * N-MNIST and N-Caltech101 `.bin` (Orchard et al. 2015): x, y, then polarity in the highest of 24 bits and microseconds in
 * the others, big-endian. An event in row 240 adds 2^13 us to all times after it.
 */
export class NmnistEventDecoder implements EventDecoder {
  #addedUs = 0;

  decode(feed: ByteFeed, sink: EventSink): void {
    for (let view = feed.take(record); view; view = feed.take(record)) {
      const y = view.getUint8(1);
      if (y === overflowRow) {
        this.#addedUs += overflowUs;
        continue;
      }
      const high = view.getUint8(2);
      const timeUs = ((high & 127) << 16) | view.getUint16(3);
      sink.add(
        timeUs + this.#addedUs,
        view.getUint8(0),
        y,
        high >> 7,
        () => `byte ${feed.position - record}`,
      );
    }
  }

  end(feed: ByteFeed, sink: EventSink): void {
    endOfRecords(feed, sink, record);
  }
}

/** @throws DataFormatError for pixels that the format has no room for */
export function encodeNmnistEvents({ timeUs, x, y, polarity }: EventBatch, place: string): Uint8Array {
  const bytes: number[] = [];
  let addedUs = 0;
  for (let n = 0; n < x.length; n++) {
    if (x[n]! > 255 || y[n]! >= overflowRow) {
      throw new DataFormatError(
        place,
        `event ${n}: pixel (${x[n]}, ${y[n]}); the format holds x to 255 and y to 239`,
      );
    }
    while (timeUs[n]! - addedUs > largestStampUs) {
      bytes.push(0, overflowRow, 0, 0, 0);
      addedUs += overflowUs;
    }
    const stamp = timeUs[n]! - addedUs;
    bytes.push(x[n]!, y[n]!, (polarity[n]! << 7) | (stamp >> 16), (stamp >> 8) & 255, stamp & 255);
  }
  return Uint8Array.from(bytes);
}
