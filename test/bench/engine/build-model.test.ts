import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildModel } from '../../../bench/engine/build-model.ts';
import { Checksum } from '../../../bench/engine/checksum.ts';
import { delays } from '../../../bench/engine/delay-tables.ts';
import type { Setting } from '../../../bench/engine/model.ts';

const peers = fileURLToPath(new URL('../../../bench/package.json', import.meta.url));
const simjsThere = existsSync(fileURLToPath(new URL('../../../bench/node_modules/simjs', import.meta.url)));

type Case = Omit<Setting, 'check'> & { readonly endNs: number };

/** Times and ids in the order of (time, order of scheduling), by sorting everything again at each event. */
function byHand({ kind, n, periods, delays: table, initial, endNs }: Case): Checksum {
  const check = new Checksum();
  if (kind === 'mm1') {
    let [arrival, free] = [0, 0];
    for (let i = 0; ; i++) {
      arrival += table[(2 * i) % table.length]!;
      free = Math.max(free, arrival) + table[(2 * i + 1) % table.length]!;
      if (free > endNs) return check;
      check.add(free, i);
    }
  }
  const period = (id: number) => (1 + (id % periods)) * 1e9;
  const pending = Array.from({ length: n }, (_, id) => ({
    time: kind === 'hold' ? initial[id]! : period(id),
    order: id,
    id,
  }));
  for (let order = n; ; order++) {
    const { time, id } = pending.sort((a, b) => a.time - b.time || a.order - b.order).shift()!;
    if (time > endNs) return check;
    check.add(time, id);
    const delay = kind === 'hold' ? table[(order - n) % table.length]! : period(id);
    pending.push({ time: time + delay, order, id });
  }
}

/** Small tables, some of them of few values, so that many events fall together. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    kind: fc.constantFrom('hold', 'mm1', 'timers'),
    law: fc.constantFrom('exponential', 'queueing'),
    n: fc.integer({ min: 1, max: 12 }),
    periods: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat(1000),
    coarseNs: fc.constantFrom(1, 1e9),
    endNs: fc.integer({ min: 0, max: 12e9 }),
  })
  .map(({ kind, law, n, periods, seed, coarseNs, endNs }) => {
    // No zeros: a delay of nothing may begin before or after the events of its own time, as each engine likes.
    const coarse = (values: Float64Array) =>
      values.map((value) => Math.max(1, Math.round(value / coarseNs)) * coarseNs);
    const tables = { delays: coarse(delays[law](32, seed)), initial: coarse(delays[law](n, seed + 1)) };
    // A coarse run ends on the time of events.
    return { kind, n, periods, endNs: Math.round(endNs / coarseNs) * coarseNs, ...tables };
  });

describe('engines', () => {
  it.each(['typed', 'generators', 'queue', 'heap', ...(simjsThere ? (['simjs'] as const) : [])] as const)(
    '%s handles the events of a workload in the order of time and scheduling',
    (contestant) => {
      fc.assert(
        fc.property(cases, (setting) => {
          const check = new Checksum();
          const model = buildModel(contestant, { ...setting, check }, peers);
          model.runUntil(setting.endNs / 2);
          model.runUntil(setting.endNs);
          expect({ ...check }).toEqual({ ...byHand(setting) });
          expect(model.events()).toBe(check.events);
        }),
        { seed: 7, numRuns: 60 },
      );
    },
  );
});
