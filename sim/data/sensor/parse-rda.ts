import { DataFormatError } from '../source/data-format-error.ts';

/** A vector of R with its attributes; NA is the smallest integer, a NaN, or null. */
export type RVector =
  | { readonly kind: 'integers'; readonly values: Int32Array; readonly attributes: RPairs }
  | { readonly kind: 'reals'; readonly values: Float64Array; readonly attributes: RPairs }
  | { readonly kind: 'strings'; readonly values: readonly (string | null)[]; readonly attributes: RPairs }
  | { readonly kind: 'list'; readonly values: readonly RValue[]; readonly attributes: RPairs };

/** A pair list by tag: the variables of a file, or the attributes of a vector. */
export type RPairs = ReadonlyMap<string, RValue>;
export type RValue = null | string | RVector | RPairs;

/**
 * Reads the variables of an uncompressed .rda file: the XDR serialisation that R's `save()` writes, versions 2 and 3
 * ("R Internals", section 1.8). Vectors, lists and pair lists are read; functions, environments and S4 objects are not.
 * @param place named in errors
 * @throws DataFormatError with the byte where the file stops making sense
 */
export function parseRda(bytes: Uint8Array, place: string): RPairs {
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, 7));
  if (!/^RDX[23]\nX\n$/.test(magic)) {
    throw new DataFormatError(
      place,
      `begins with ${JSON.stringify(magic)}; uncompressed data of R's save() in XDR form begin with "RDX2\\nX\\n" or "RDX3\\nX\\n"`,
    );
  }
  const reader = new RdaReader(bytes, place);
  const value = reader.variables(magic[3] === '3');
  if (!(value instanceof Map))
    throw new DataFormatError(place, 'holds no named variables; save() writes a pair list');
  return value;
}

const hasAttributes = 0x200;
const hasTag = 0x400;
const kind = { symbol: 1, pairs: 2, chars: 9, logical: 10, integers: 13, reals: 14, strings: 16, list: 19 };
const nothing = 254;
const reference = 255;

class RdaReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #place: string;
  readonly #symbols: string[] = [];
  #at = 7;

  constructor(bytes: Uint8Array, place: string) {
    this.#bytes = bytes;
    this.#place = place;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  variables(namesEncoding: boolean): RValue {
    this.#take(12);
    if (namesEncoding) this.#take(this.#length());
    const value = this.#item();
    if (this.#at !== this.#bytes.length)
      throw this.#error(`${this.#bytes.length - this.#at} bytes left over`);
    return value;
  }

  #item(): RValue {
    const start = this.#at;
    const flags = this.#int();
    const type = flags & 0xff;
    if (type === nothing) return null;
    if (type === reference) {
      const index = flags >>> 8 || this.#int();
      const symbol = this.#symbols[index - 1];
      if (symbol === undefined) throw this.#error(`reference to symbol ${index} of ${this.#symbols.length}`);
      return symbol;
    }
    if (type === kind.symbol) {
      const name = this.#item();
      if (typeof name !== 'string') throw this.#error('a symbol without a name');
      this.#symbols.push(name);
      return name;
    }
    if (type === kind.chars) {
      const length = this.#int();
      if (length === -1) return null;
      if (length < 0) throw this.#error(`length ${length}`);
      const from = this.#take(length);
      return new TextDecoder().decode(this.#bytes.subarray(from, from + length));
    }
    if (type === kind.pairs) return this.#pairs(flags);
    const values = this.#values(type, start);
    const attributes = flags & hasAttributes ? this.#item() : null;
    return { ...values, attributes: attributes instanceof Map ? attributes : new Map() } as RVector;
  }

  #values(type: number, start: number): Pick<RVector, 'kind' | 'values'> {
    if (type === kind.integers || type === kind.logical) {
      const length = this.#length();
      const from = this.#take(4 * length);
      return {
        kind: 'integers',
        values: Int32Array.from({ length }, (_, i) => this.#view.getInt32(from + 4 * i)),
      };
    }
    if (type === kind.reals) {
      const length = this.#length();
      const from = this.#take(8 * length);
      return {
        kind: 'reals',
        values: Float64Array.from({ length }, (_, i) => this.#view.getFloat64(from + 8 * i)),
      };
    }
    if (type === kind.strings || type === kind.list) {
      const length = this.#length();
      // An element takes 4 bytes at least: a damaged length is found before memory is asked for.
      if (4 * length > this.#bytes.length - this.#at)
        throw this.#error(`${length} elements; the file ends before`);
      const values: RValue[] = [];
      for (let i = 0; i < length; i++) values.push(this.#item());
      return type === kind.list
        ? { kind: 'list', values }
        : { kind: 'strings', values: values as (string | null)[] };
    }
    this.#at = start;
    throw this.#error(`R type ${type}; ${Object.keys(kind).join(', ')} are read here`);
  }

  /** Pair lists are chains; the chain is walked, for attributes such as row names may be long. */
  #pairs(first: number): RPairs {
    const pairs = new Map<string, RValue>();
    for (let flags = first; ; flags = this.#int()) {
      if ((flags & 0xff) === nothing) return pairs;
      if ((flags & 0xff) !== kind.pairs) throw this.#error(`a pair list goes on with R type ${flags & 0xff}`);
      if (flags & hasAttributes) this.#item();
      const tag = flags & hasTag ? this.#item() : null;
      pairs.set(typeof tag === 'string' ? tag : String(pairs.size), this.#item());
    }
  }

  #int(): number {
    return this.#view.getInt32(this.#take(4));
  }

  #length(): number {
    const length = this.#int();
    if (length < 0) throw this.#error(`length ${length}; 0 to 2^31 - 1 are read here`);
    return length;
  }

  /** Moves past `size` bytes and returns where they begin. */
  #take(size: number): number {
    const from = this.#at;
    if (from + size > this.#bytes.length)
      throw this.#error(`${size} bytes needed, ${this.#bytes.length - from} left`);
    this.#at = from + size;
    return from;
  }

  #error(what: string): DataFormatError {
    return new DataFormatError(
      this.#place,
      `byte ${this.#at}: ${what}; the data set may be damaged, fetch it again`,
    );
  }
}
