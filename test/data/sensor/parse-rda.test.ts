import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { parseRda } from '../../../sim/data/sensor/parse-rda.ts';
import { DataFormatError } from '../../../sim/data/source/data-format-error.ts';

const int = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const real = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
};
// Flags of "R Internals": 0x200 attributes, 0x400 tag; bits 12 and up are levels of no interest.
const chars = (text: string) =>
  Buffer.concat([int(0x40009), int(Buffer.byteLength(text)), Buffer.from(text)]);
const symbol = (name: string) => Buffer.concat([int(1), chars(name)]);
const strings = (texts: readonly string[]) =>
  Buffer.concat([int(16), int(texts.length), ...texts.map(chars)]);
const pair = (tag: Buffer, value: Buffer) => Buffer.concat([int(0x402), tag, value]);
const end = int(254);
const ints = (values: readonly number[], attributes?: Buffer) =>
  Buffer.concat([
    int(attributes ? 0x20d : 13),
    int(values.length),
    ...values.map(int),
    attributes ?? Buffer.alloc(0),
  ]);
const reals = (values: readonly number[]) =>
  Buffer.concat([int(14), int(values.length), ...values.map(real)]);
const list = (values: readonly Buffer[], attributes: Buffer) =>
  Buffer.concat([int(0x213), int(values.length), ...values, attributes]);

function save(version: 2 | 3, body: Buffer): Buffer {
  const encoding = version === 3 ? Buffer.concat([int(5), Buffer.from('UTF-8')]) : Buffer.alloc(0);
  return Buffer.concat([
    Buffer.from(`RDX${version}\nX\n`),
    int(version),
    int(0x30600),
    int(0x20300),
    encoding,
    body,
  ]);
}

/** A data frame of one column of numbers and one factor, its second `names` attribute a reference to the symbol. */
function frame(values: readonly number[], states: readonly number[]): Buffer {
  const factor = ints(states, Buffer.concat([pair(symbol('levels'), strings(['a', 'ü'])), end]));
  const attributes = Buffer.concat([pair(symbol('names'), strings(['V1', 'Class'])), end]);
  const other = list([], Buffer.concat([pair(int((3 << 8) | 255), strings([])), end]));
  return Buffer.concat([
    pair(symbol('Frame'), list([reals(values), factor], attributes)),
    pair(symbol('Other'), other),
    end,
  ]);
}

const numbers = fc.array(fc.double(), { maxLength: 20 });
const states = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 20 });

describe('parseRda', () => {
  test.prop([numbers, states, fc.constantFrom(2 as const, 3 as const)], { seed: 5 })(
    'reads back numbers, factors and names',
    (values, factor, version) => {
      const read = parseRda(save(version, frame(values, factor)), 'here');
      expect([...read.keys()]).toEqual(['Frame', 'Other']);
      const levels = new Map([['levels', { kind: 'strings', values: ['a', 'ü'], attributes: new Map() }]]);
      expect(read.get('Frame')).toEqual({
        kind: 'list',
        values: [
          { kind: 'reals', values: Float64Array.from(values), attributes: new Map() },
          { kind: 'integers', values: Int32Array.from(factor), attributes: levels },
        ],
        attributes: new Map([['names', { kind: 'strings', values: ['V1', 'Class'], attributes: new Map() }]]),
      });
      expect(read.get('Other')).toMatchObject({ attributes: new Map([['names', { values: [] }]]) });
    },
  );

  const whole = save(2, frame([1, 2], [1, 2]));
  it('refuses every file that was cut off', () => {
    for (let length = 0; length < whole.length; length++)
      expect(() => parseRda(whole.subarray(0, length), 'here')).toThrow(DataFormatError);
  });

  it('never fails in another way, whichever byte is damaged', () => {
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0, 2, 0x7f, 0xff]) {
        const damaged = Buffer.from(whole);
        damaged[at] = value;
        try {
          parseRda(damaged, 'here');
        } catch (error) {
          expect(error).toBeInstanceOf(DataFormatError);
        }
      }
    }
  });

  it('names what it does not read', () => {
    const closure = save(2, Buffer.concat([pair(symbol('f'), int(3)), end]));
    expect(() => parseRda(closure, 'f.rda')).toThrow(/^f\.rda: byte 36: R type 3; symbol, pairs, chars/);
    expect(() => parseRda(Buffer.from('RDA2\nA\n'), 'f.rda')).toThrow('f.rda: begins with "RDA2\\nA\\n"');
  });
});
