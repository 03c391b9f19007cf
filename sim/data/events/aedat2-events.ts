import { DataFormatError } from '../source/data-format-error.ts';
import type { ByteFeed } from './byte-feed.ts';
import type { EventBatch } from './event-batch.ts';
import { type EventDecoder, endOfRecords, refuseEndlessLine } from './event-decoder.ts';
import type { EventSink } from './event-sink.ts';

/** Where a camera's addresses hold column, row and polarity (jAER's chip classes). */
export interface AddressLayout {
  readonly x: { readonly shift: number; readonly bits: number };
  readonly y: { readonly shift: number; readonly bits: number };
  readonly polarity: number;
  /** A bit that marks records which are no brightness events; -1 is none. */
  readonly other: number;
}

export const addressLayouts = {
  dvs128: { x: { shift: 8, bits: 7 }, y: { shift: 1, bits: 7 }, polarity: 0, other: 15 },
  davis: { x: { shift: 12, bits: 10 }, y: { shift: 22, bits: 9 }, polarity: 11, other: 31 },
} as const satisfies Readonly<Record<string, AddressLayout>>;

export type AddressLayoutName = keyof typeof addressLayouts;

const record = 8;
const intro = '#!AER-DAT2.0';

/** AEDAT 2.0: lines that begin with #, then pairs of a 32-bit address and 32-bit microseconds, big-endian. */
export class Aedat2EventDecoder implements EventDecoder {
  readonly #layout: AddressLayout;
  #inHeader = true;
  #first = true;

  constructor(layout: AddressLayoutName) {
    this.#layout = addressLayouts[layout];
  }

  decode(feed: ByteFeed, sink: EventSink): void {
    while (this.#inHeader) {
      const next = feed.peek();
      if (next === null) return;
      if (next !== 35 && !this.#first) {
        this.#inHeader = false;
        break;
      }
      const line = next === 35 ? feed.takeLine() : '';
      if (line === null) {
        refuseEndlessLine(feed, sink);
        return;
      }
      if (this.#first && !line.startsWith(intro))
        sink.refuse('line 1', `an AEDAT 2.0 file begins with '${intro}'`);
      this.#first = false;
    }
    const { x, y, polarity, other } = this.#layout;
    for (let view = feed.take(record); view; view = feed.take(record)) {
      const address = view.getUint32(0);
      if (other >= 0 && (address >>> other) & 1) continue;
      const at = (field: { shift: number; bits: number }) =>
        (address >>> field.shift) & (2 ** field.bits - 1);
      sink.add(
        view.getUint32(4),
        at(x),
        at(y),
        (address >>> polarity) & 1,
        () => `byte ${feed.position - record}`,
      );
    }
  }

  end(feed: ByteFeed, sink: EventSink): void {
    if (this.#first && feed.available === 0)
      sink.refuse('byte 0', `empty; an AEDAT 2.0 file begins with '${intro}'`);
    if (this.#inHeader && feed.available > 0)
      sink.refuse(`byte ${feed.position}`, 'the file ends within a heading line');
    endOfRecords(feed, sink, record);
  }
}

/** @throws DataFormatError for events that the format has no room for */
export function encodeAedat2Events(
  { timeUs, x, y, polarity }: EventBatch,
  layout: AddressLayoutName,
  place: string,
): Uint8Array {
  const at: AddressLayout = addressLayouts[layout];
  const head = new TextEncoder().encode(`${intro}\r\n# events of ${layout}\r\n`);
  const bytes = new Uint8Array(head.length + record * x.length);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  for (let n = 0; n < x.length; n++) {
    if (x[n]! >= 2 ** at.x.bits || y[n]! >= 2 ** at.y.bits || timeUs[n]! >= 2 ** 32) {
      throw new DataFormatError(
        place,
        `event ${n}: pixel (${x[n]}, ${y[n]}) at ${timeUs[n]} us; ${layout} holds x below ${2 ** at.x.bits}, y below ${2 ** at.y.bits} and times below 2^32 us`,
      );
    }
    const address = (x[n]! << at.x.shift) | (y[n]! << at.y.shift) | (polarity[n]! << at.polarity);
    view.setUint32(record * n, address >>> 0);
    view.setUint32(record * n + 4, timeUs[n]!);
  }
  return bytes;
}
