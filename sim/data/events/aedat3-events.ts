import { DataFormatError } from '../source/data-format-error.ts';
import type { ByteFeed } from './byte-feed.ts';
import type { EventBatch } from './event-batch.ts';
import { type EventDecoder, endOfRecords, refuseEndlessLine } from './event-decoder.ts';
import type { EventSink } from './event-sink.ts';

const intro = '#!AER-DAT3.1';
const endOfHeader = '#!END-HEADER';
const packetHeader = 28;
const record = 8;
const polarityEvents = 1;
const packetEvents = 4096;
const coordinateBits = 15;

/**
 * AEDAT 3.1: a text heading that ends with `#!END-HEADER`, then packets. A packet's heading of 28 bytes, little-endian:
 * type, source, size of an event, offset of its time, overflows of time (each 2^31 us), capacity, number, number valid.
 * A polarity event: validity in bit 0, polarity bit 1, row bits 2-16, column bits 17-31; then 31 bits of microseconds.
 * Packets of other types, and events marked invalid, are passed over.
 */
export class Aedat3EventDecoder implements EventDecoder {
  #inHeader = true;
  #first = true;
  #left = 0;
  #size = record;
  #type = polarityEvents;
  #overflowUs = 0;

  decode(feed: ByteFeed, sink: EventSink): void {
    while (this.#inHeader) {
      const next = feed.peek();
      if (next !== null && next !== 35)
        sink.refuse(`byte ${feed.position}`, `the heading does not end with '${endOfHeader}'`);
      const line = feed.takeLine();
      if (line === null) {
        refuseEndlessLine(feed, sink);
        return;
      }
      if (this.#first && !line.startsWith(intro))
        sink.refuse('line 1', `'${line.slice(0, 40)}'; an AEDAT 3.1 file begins with '${intro}'`);
      this.#first = false;
      this.#inHeader = !line.startsWith(endOfHeader);
    }
    for (;;) {
      if (this.#left === 0) {
        const view = feed.take(packetHeader);
        if (!view) return;
        this.#open(view, feed, sink);
        continue;
      }
      const view = feed.take(this.#size);
      if (!view) return;
      this.#left--;
      if (this.#type !== polarityEvents) continue;
      const data = view.getUint32(0, true);
      if (!(data & 1)) continue;
      const timeUs = view.getInt32(4, true) + this.#overflowUs;
      sink.add(
        timeUs,
        data >>> 17,
        (data >>> 2) & 0x7fff,
        (data >>> 1) & 1,
        () => `byte ${feed.position - record}`,
      );
    }
  }

  end(feed: ByteFeed, sink: EventSink): void {
    if (this.#inHeader) sink.refuse(`byte ${feed.position}`, `the file ends before '${endOfHeader}'`);
    if (this.#left > 0)
      sink.refuse(`byte ${feed.position}`, `the file ends ${this.#left} events before its last packet`);
    endOfRecords(feed, sink, packetHeader);
  }

  #open(view: DataView, feed: ByteFeed, sink: EventSink): void {
    const [type, size, offset, overflow, number] = [
      view.getInt16(0, true),
      view.getInt32(4, true),
      view.getInt32(8, true),
      view.getInt32(12, true),
      view.getInt32(20, true),
    ];
    const where = `byte ${feed.position - packetHeader}`;
    const fits = type !== polarityEvents || (size === record && offset === 4);
    if (!fits || number < 0 || overflow < 0 || size < 4 || size > 2 ** 26) {
      sink.refuse(
        where,
        `a packet of type ${type} with ${number} events of ${size} bytes, time at ${offset}, ${overflow} overflows; polarity events (type 1) have 8 bytes, time at 4`,
      );
    }
    this.#type = type;
    this.#size = size;
    this.#left = number;
    this.#overflowUs = overflow * 2 ** 31;
  }
}

/** @throws DataFormatError for pixels that the format has no room for */
export function encodeAedat3Events({ timeUs, x, y, polarity }: EventBatch, place: string): Uint8Array {
  const head = new TextEncoder().encode(
    `${intro}\r\n#Format: RAW\r\n#Source 0: simulated\r\n${endOfHeader}\r\n`,
  );
  const parts: Uint8Array[] = [head];
  for (let from = 0; from < x.length; ) {
    const overflow = Math.floor(timeUs[from]! / 2 ** 31);
    let to = from;
    while (to < x.length && to - from < packetEvents && Math.floor(timeUs[to]! / 2 ** 31) === overflow) to++;
    const count = to - from;
    const packet = new Uint8Array(packetHeader + record * count);
    const view = new DataView(packet.buffer);
    view.setInt16(0, polarityEvents, true);
    for (const [at, value] of [
      [4, record],
      [8, 4],
      [12, overflow],
      [16, count],
      [20, count],
      [24, count],
    ] as const) {
      view.setInt32(at, value, true);
    }
    for (let n = from; n < to; n++) {
      if (x[n]! >= 2 ** coordinateBits || y[n]! >= 2 ** coordinateBits) {
        throw new DataFormatError(
          place,
          `event ${n}: pixel (${x[n]}, ${y[n]}); the format holds both below ${2 ** coordinateBits}`,
        );
      }
      const at = packetHeader + record * (n - from);
      view.setUint32(at, ((x[n]! << 17) | (y[n]! << 2) | (polarity[n]! << 1) | 1) >>> 0, true);
      view.setInt32(at + 4, timeUs[n]! - overflow * 2 ** 31, true);
    }
    parts.push(packet);
    from = to;
  }
  return Buffer.concat(parts);
}
