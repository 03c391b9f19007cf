import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apartOptions, speedOf } from '../../sim/policies/apart-options.ts';
import { ExpectedBacklog } from '../../sim/policies/expected-backlog.ts';
import { firstUnit } from '../../sim/policies/first-unit.ts';
import type { Option } from '../../sim/policies/policy.ts';

type Destination = Pick<Option, 'unit' | 'meanServiceNs' | 'split'>;
const on = (unit: string, meanServiceNs: number): Destination => ({ unit, meanServiceNs });
const across = (parts: readonly (readonly [string, number])[]): Destination => ({
  unit: parts.map(([unit]) => unit).join('+'),
  meanServiceNs: parts.reduce((sum, [, ns]) => sum + ns, 0),
  split: { after: 'conv', bytes: 1, parts: parts.map(([unit, meanServiceNs]) => ({ unit, meanServiceNs })) },
});
const options = (list: readonly Destination[]) => list as Option[];

describe('a split among the destinations', () => {
  it('waits for its units in turn, and whatever uses one of them waits for it', () => {
    const list = options([
      on('host', 30),
      on('card', 7),
      across([
        ['host', 10],
        ['card', 5],
      ]),
    ]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(40)), { maxLength: 40 }), (sends) => {
        const backlog = new ExpectedBacklog(list, 'host');
        const free = { host: 0, card: 0 };
        let now = 0;
        for (const [destination, gap] of sends) {
          now += gap;
          if (destination === 2) {
            const onHost = Math.max(now, free.host) + 10;
            const end = Math.max(onHost, free.card) + 5;
            expect(backlog.completionNs(2, now)).toBe(end - now);
            expect(backlog.burdenNs(2, now, 4)).toBe(end - now + 40);
            Object.assign(free, { host: onHost, card: end });
          } else {
            const unit = destination === 0 ? 'host' : 'card';
            free[unit] = Math.max(now, free[unit]) + (destination === 0 ? 30 : 7);
            expect(backlog.completionNs(destination, now)).toBe(free[unit] - now);
          }
          backlog.send(destination, now);
        }
      }),
      { seed: 3, numRuns: 80 },
    );
  });

  it('takes the place of its units in a static partition where that is faster', () => {
    const whole = [on('host', 30), on('card', 7)];
    const ids = (list: readonly Destination[]) => apartOptions(options(list)).map(({ unit }) => unit);
    expect(ids(whole)).toEqual(['host', 'card']);
    expect(
      ids([
        ...whole,
        across([
          ['host', 10],
          ['card', 6],
        ]),
      ]),
    ).toEqual(['host', 'card']);
    expect(
      ids([
        ...whole,
        across([
          ['host', 5],
          ['card', 4],
        ]),
      ]),
    ).toEqual(['host+card']);
    expect(
      ids([
        across([
          ['host', 5],
          ['card', 4],
        ]),
      ]),
    ).toEqual(['host+card']);
  });

  it('of all sets that share no unit the partition is the fastest', () => {
    const names = ['a', 'b', 'c'];
    const time = fc.integer({ min: 1, max: 50 });
    const any = fc.array(
      fc.oneof(
        fc.tuple(fc.constantFrom(...names), time).map(([unit, ns]) => on(unit, ns)),
        fc
          .tuple(fc.constantFrom(['a', 'b'], ['a', 'c'], ['b', 'c']), time, time)
          .map(([[first, second], one, two]) =>
            across([
              [first!, one],
              [second!, two],
            ]),
          ),
      ),
      { minLength: 1, maxLength: 6 },
    );
    const units = ({ unit, split }: Destination) => split?.parts.map((part) => part.unit) ?? [unit];
    const apart = (list: readonly Destination[]) => {
      const all = list.flatMap(units);
      return new Set(all).size === all.length;
    };
    const total = (list: readonly Destination[]) =>
      options(list).reduce((sum, each) => sum + speedOf(each), 0);
    fc.assert(
      fc.property(any, (list) => {
        const found = apartOptions(options(list));
        const subsets = Array.from({ length: 1 << list.length }, (_, mask) =>
          list.filter((_each, i) => (mask >> i) & 1),
        );
        expect(apart(found)).toBe(true);
        expect(total(found)).toBeCloseTo(Math.max(...subsets.filter(apart).map(total)), 12);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('tells at which unit requests arrive', () => {
    const first = (list: readonly Destination[]) => firstUnit({ options: options(list) });
    expect(
      first([
        on('card', 7),
        across([
          ['host', 5],
          ['card', 4],
        ]),
      ]),
    ).toBe('host');
    expect(first([on('host', 7), on('card', 7)])).toBe('host');
  });
});
