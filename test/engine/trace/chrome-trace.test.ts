import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChromeTrace } from '../../../sim/engine/trace/chrome-trace.ts';
import { microseconds } from '../../../sim/engine/trace/microseconds.ts';
import { checkChromeTrace, integrate } from '../../helpers/check-chrome-trace.ts';

/** A trace of one process and track, and its text. */
function written(fill: (trace: ChromeTrace, process: number, track: number) => void): string {
  let text = '';
  const trace = new ChromeTrace((piece) => {
    text += piece;
  });
  const process = trace.process('cell', 0);
  fill(trace, process, trace.track(process, 'unit', 1));
  trace.end();
  return text;
}

const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const timeNs = fc.oneof(fc.nat(5000), fc.integer({ min: 0, max: 2 ** 42 * 1000 }));

describe('chrome trace', () => {
  it('keeps names, times and arguments of every kind of event, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.record({
          name,
          unit: name,
          at: timeNs,
          dur: fc.nat(1e9),
          value: fc.double({ noNaN: true, noDefaultInfinity: true }),
        }),
        fc.dictionary(
          name.filter((key) => key !== '__proto__'),
          fc.oneof(name, fc.integer(), fc.boolean()),
          { maxKeys: 4 },
        ),
        ({ name, unit, at, dur, value }, args) => {
          const fromNs = Math.min(at, 2 ** 42 * 1000 - dur);
          const toNs = fromNs + dur;
          const found = checkChromeTrace(
            written((trace, process, track) => {
              trace.slice(track, name, fromNs, dur, args);
              trace.instant(track, name, fromNs, args);
              trace.count(trace.counter(process, name, unit), fromNs, value);
              trace.span(track, 'request', name, fromNs, dur, args);
              trace.flow(name, track, fromNs, track, fromNs);
            }),
          );
          expect(found.faults).toEqual([]);
          const slice = { name, fromNs, toNs, args };
          expect(found.slices.get('cell/unit')).toEqual([slice]);
          expect(found.instants.get('cell/unit')).toEqual([{ ...slice, toNs: fromNs }]);
          expect(found.spans.get(name)).toEqual([slice]);
          expect(found.counters.get(`cell/${name} ${unit}`)).toEqual([
            { timeNs: fromNs, value: value === 0 ? 0 : value },
          ]);
          expect(found.flows).toBe(1);
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });

  it('lets slices nest and follow, and nothing else', () => {
    const drawn = fc.array(fc.tuple(fc.nat(30), fc.nat(12)), { minLength: 1, maxLength: 12 });
    let refusals = 0;
    fc.assert(
      fc.property(drawn, (slices) => {
        const kept: [number, number][] = [];
        const text = written((trace, _process, track) => {
          for (const [from, duration] of slices) {
            const before = kept.at(-1)?.[0] ?? 0;
            const crosses = kept.some(([f, d]) => f <= from && from < f + d && from + duration > f + d);
            const attempt = () => trace.slice(track, 'work', from, duration);
            if (from < before || crosses) {
              expect(attempt).toThrow(RangeError);
              refusals++;
            } else {
              attempt();
              kept.push([from, duration]);
            }
          }
        });
        const found = checkChromeTrace(text);
        expect(found.faults).toEqual([]);
        expect(found.slices.get('cell/unit')).toHaveLength(kept.length);
      }),
      { seed: 42, numRuns: 300 },
    );
    expect(refusals).toBeGreaterThan(300);
  });

  it('writes times digit by digit', () => {
    expect([0, 1, 10, 12, 100, 120, 123, 999, 1000, 1001, 1_234_500, 2 ** 52 + 1].map(microseconds)).toEqual([
      '0',
      '0.001',
      '0.01',
      '0.012',
      '0.1',
      '0.12',
      '0.123',
      '0.999',
      '1',
      '1.001',
      '1234.5',
      '4503599627370.497',
    ]);
    for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => microseconds(wrong)).toThrow(RangeError);
  });

  it('goes out piece by piece', () => {
    const pieces: string[] = [];
    const trace = new ChromeTrace((piece) => pieces.push(piece));
    const track = trace.track(trace.process('cell', 0), 'unit', 0);
    for (let i = 0; i < 5000; i++) trace.slice(track, 'work', 10 * i, 10);
    trace.end();
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.every((piece) => piece.length < 70_000)).toBe(true);
    expect(checkChromeTrace(pieces.join('')).slices.get('cell/unit')).toHaveLength(5000);
  });

  it('refuses counters that viewers drop or cannot order', () => {
    written((trace, process) => {
      const power = trace.counter(process, 'power', 'W');
      expect(() => trace.count(power, 0, Number.NaN)).toThrow(/not finite/);
      expect(() => trace.count(power, 0, Number.POSITIVE_INFINITY)).toThrow(/not finite/);
      trace.count(power, 5, 1);
      expect(() => trace.count(power, 5, 2)).toThrow(/"power".* after a value at 5 ns/);
      for (let i = 1; i < 1000; i++) trace.process('more', i);
      expect(() => trace.process('one too many', 0)).toThrow(/1000 processes/);
    });
  });
});

describe('the check of chrome traces', () => {
  const sound = written((trace, process, track) => {
    trace.slice(track, 'outer', 0, 10_000);
    trace.slice(track, 'inner', 2000, 8000);
    const power = trace.counter(process, 'power', 'W');
    trace.count(power, 0, 2);
    trace.count(power, 4000, 1);
    trace.span(track, 'request', 'in time', 0, 3000);
    trace.flow('next', track, 0, track, 2000);
  });

  it('passes a sound trace and integrates its counters', () => {
    const found = checkChromeTrace(sound);
    expect(found.faults).toEqual([]);
    expect(integrate(found.counters.get('cell/power W')!, 10_000)).toBeCloseTo((2 * 4000 + 6000) * 1e-9, 18);
  });

  it.each([
    ['"dur":8', '"dur":9', 'overlaps "outer" in part'],
    ['"dur":8', '"dur":8.0001', 'no whole number of ns'],
    ['"dur":8', '"dur":-1', 'no whole number of ns'],
    ['"ts":4', '"ts":0', 'two values at 0 ns'],
    ['"ph":"e"', '"ph":"b"', 'begun twice'],
    ['"W":2', '"W":"2"', 'value'],
    ['"W":2', '"W":2,"J":3', 'several series'],
    ['"name":"thread_name"', '"name":"thread_nome"', 'unknown metadata'],
    ['"tid":1001,"name":"thread_name"', '"tid":1,"name":"thread_name"', 'tid'],
    ['"bp":"e"', '"bp":"b"', 'bp'],
    ['"ph":"C"', '"ph":"Q"', 'phase'],
    [
      '"ph":"f","pid":1,"tid":1001,"name":"next","ts":2',
      '"ph":"f","pid":1,"tid":1001,"name":"next","ts":20',
      'encloses',
    ],
  ])('finds %s made %s', (from, to, told) => {
    expect(sound).toContain(from);
    expect(checkChromeTrace(sound.replace(from, to)).faults.join('\n')).toContain(told);
  });
});
