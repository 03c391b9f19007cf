import type { ByteFeed } from './byte-feed.ts';
import type { EventBatch } from './event-batch.ts';
import type { EventDecoder } from './event-decoder.ts';
import type { EventSink } from './event-sink.ts';

/** One column of a record: where it lies and how it is read. */
interface Field {
  readonly offset: number;
  readonly type: string;
}

type FieldName = 't' | 'x' | 'y' | 'p';

const names: readonly FieldName[] = ['t', 'x', 'y', 'p'];
const longestHeader = 65536;
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const synonyms: Readonly<Record<string, FieldName>> = { timestamp: 't', ts: 't', polarity: 'p', pol: 'p' };

/**
 * NPY: either numbers of shape [n, 4] in the order t, x, y, p, or records with fields of these names (as Tonic writes
 * them), in C order.
 */
export class NpyEventDecoder implements EventDecoder {
  #fields: Readonly<Record<FieldName, Field>> | null = null;
  #record = 0;
  #left = 0;
  #headerBytes = 0;

  decode(feed: ByteFeed, sink: EventSink): void {
    if (!this.#fields && !this.#readHeader(feed, sink)) return;
    const { t, x, y, p } = this.#fields!;
    while (this.#left > 0) {
      const view = feed.take(this.#record);
      if (!view) return;
      this.#left--;
      const polarity = read(view, p);
      sink.add(
        read(view, t),
        read(view, x),
        read(view, y),
        polarity === -1 ? 0 : polarity,
        () => `byte ${feed.position - this.#record}`,
      );
    }
    if (feed.available > 0)
      sink.refuse(`byte ${feed.position}`, 'bytes after the last event of the shape in its heading');
  }

  end(feed: ByteFeed, sink: EventSink): void {
    if (!this.#fields)
      sink.refuse(`byte ${feed.position}`, 'the file ends within its heading; is it an NPY file?');
    if (this.#left > 0)
      sink.refuse(
        `byte ${feed.position}`,
        `the file ends ${this.#left} events before the shape in its heading`,
      );
  }

  #readHeader(feed: ByteFeed, sink: EventSink): boolean {
    if (this.#headerBytes === 0) {
      if (feed.available < 12) return false;
      const start = feed.take(8)!;
      if (magic.some((byte, i) => start.getUint8(i) !== byte))
        sink.refuse('byte 0', 'an NPY file begins with \\x93NUMPY');
      const long = start.getUint8(6) >= 2;
      this.#headerBytes = long ? feed.take(4)!.getUint32(0, true) : feed.take(2)!.getUint16(0, true);
      if (this.#headerBytes < 1 || this.#headerBytes > longestHeader) {
        sink.refuse('byte 8', `a heading of ${this.#headerBytes} bytes; up to ${longestHeader} are read`);
      }
    }
    const view = feed.take(this.#headerBytes);
    if (!view) return false;
    const text = new TextDecoder().decode(view);
    const shape = /'shape':\s*\(([^)]*)\)/
      .exec(text)?.[1]
      ?.split(',')
      .map((n) => n.trim())
      .filter(Boolean)
      .map(Number);
    const isFortran = /'fortran_order':\s*True/.test(text);
    const single = /'descr':\s*'([^']+)'/.exec(text)?.[1];
    const records = [...text.matchAll(/\(\s*'(\w+)'\s*,\s*'([<>|=]?[a-z?]\d*)'\s*\)/g)];
    const fail = (): never =>
      sink.refuse(
        'byte 10',
        `heading ${text.trim().slice(0, 120)}; numbers of shape (n, 4) or records with t, x, y and p, in C order, are read`,
      );
    if (!shape?.every((n) => Number.isSafeInteger(n) && n >= 0)) return fail();
    if (single !== undefined && shape.length === 2 && shape[1] === 4 && !isFortran && sizeOf(single) > 0) {
      const size = sizeOf(single);
      this.#fields = Object.fromEntries(
        names.map((name, i) => [name, { offset: i * size, type: single }]),
      ) as Record<FieldName, Field>;
      this.#record = 4 * size;
    } else if (records.length > 0 && shape.length === 1) {
      const found = new Map<string, Field>();
      let offset = 0;
      for (const [, name, type] of records) {
        found.set(synonyms[name!] ?? name!, { offset, type: type! });
        const size = sizeOf(type!);
        if (size === 0) fail();
        offset += size;
      }
      if (!names.every((name) => found.has(name))) fail();
      this.#fields = Object.fromEntries(names.map((name) => [name, found.get(name)!])) as Record<
        FieldName,
        Field
      >;
      this.#record = offset;
    } else fail();
    this.#left = shape[0]!;
    return true;
  }
}

/** Bytes of a NumPy type that is read, otherwise 0. */
function sizeOf(type: string): number {
  const [, kind, size] = /^[<>|=]?([iufb?])(\d*)$/.exec(type) ?? [];
  if (kind === '?') return 1;
  const bytes = Number(size);
  const allowed = kind === 'f' ? [4, 8] : kind === 'b' ? [1] : kind ? [1, 2, 4, 8] : [];
  return allowed.includes(bytes) ? bytes : 0;
}

function read(view: DataView, { offset, type }: Field): number {
  const little = !type.startsWith('>');
  const kind = type.replace(/[<>|=]/, '');
  switch (kind) {
    case 'i8':
      return Number(view.getBigInt64(offset, little));
    case 'u8':
      return Number(view.getBigUint64(offset, little));
    case 'i4':
      return view.getInt32(offset, little);
    case 'u4':
      return view.getUint32(offset, little);
    case 'i2':
      return view.getInt16(offset, little);
    case 'u2':
      return view.getUint16(offset, little);
    case 'i1':
      return view.getInt8(offset);
    case 'f4':
      return view.getFloat32(offset, little);
    case 'f8':
      return view.getFloat64(offset, little);
    default:
      return view.getUint8(offset);
  }
}

/** Records of 13 bytes: t (int64), x, y (uint16), p (uint8). */
export function encodeNpyEvents({ timeUs, x, y, polarity }: EventBatch): Uint8Array {
  const descr = "[('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')]";
  const text = `{'descr': ${descr}, 'fortran_order': False, 'shape': (${x.length},), }`;
  const headerBytes = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const record = 13;
  const bytes = new Uint8Array(10 + headerBytes + record * x.length);
  bytes.set([...magic, 1, 0, headerBytes & 255, headerBytes >> 8]);
  bytes.set(new TextEncoder().encode(`${text.padEnd(headerBytes - 1)}\n`), 10);
  const view = new DataView(bytes.buffer, 10 + headerBytes);
  for (let n = 0; n < x.length; n++) {
    view.setBigInt64(record * n, BigInt(timeUs[n]!), true);
    view.setUint16(record * n + 8, x[n]!, true);
    view.setUint16(record * n + 10, y[n]!, true);
    view.setUint8(record * n + 12, polarity[n]!);
  }
  return bytes;
}
