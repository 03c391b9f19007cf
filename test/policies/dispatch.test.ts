import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExpectedBacklog } from '../../sim/policies/expected-backlog.ts';
import { leastCompletion } from '../../sim/policies/least-completion.ts';
import { unmetNeed } from '../../sim/policies/unmet-need.ts';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import { networks, smallCell, smallTarget } from '../scenario/simulate/small-target.ts';

const names = ['best-static', 'static-partition', 'least-completion', 'energy-first'];
/** The first unit takes 1 us a multiply-accumulate; the others a quarter, after 5 us of transfer. */
const run = (units: readonly string[], change = {}) => {
  const target = smallTarget(units);
  const shape = { kind: 'poisson' } as const;
  const input = {
    ...smallCell,
    arrivals: { activeShare: 1, meanMotionS: 1, shape },
    policies: names,
    horizonS: 2,
    ...change,
  };
  const { policies, options } = simulateCell(input, target, target, networks);
  return policies.map(({ policy, runs, notRun, note }) => ({
    policy,
    notRun,
    note,
    passes: options.map((option, i) => ({
      unit: option.unit,
      count: runs.reduce((n, r) => n + r.passes[i]!, 0),
    })),
    requests: runs.reduce((n, r) => n + r.requests, 0),
    late: runs.reduce((n, r) => n + r.missed + r.dropped, 0),
    tailNs: runs.reduce((sum, r) => sum + (r.latencies.quantile(0.95) ?? 0), 0) / Math.max(1, runs.length),
  }));
};
const share = (row: ReturnType<typeof run>[number], unit: string) =>
  row.passes.filter((pass) => pass.unit === unit).reduce((n, { count }) => n + count, 0) / row.requests;

it('a unit is done after what was sent to it, one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1), fc.nat(50)), { maxLength: 60 }), (sends) => {
      const options = [
        { unit: 'host', meanServiceNs: 30 },
        { unit: 'card', meanServiceNs: 7 },
      ] as never[];
      const backlog = new ExpectedBacklog(options, 'host');
      const free = [0, 0];
      let now = 0;
      for (const [unit, gap] of sends) {
        now += gap;
        const end = Math.max(now, free[unit]!) + (unit === 0 ? 30 : 7);
        expect(backlog.completionNs(unit, now)).toBe(end - now);
        expect(backlog.burdenNs(unit, now, 3)).toBe(end - now + (unit === 0 ? 90 : 0));
        backlog.send(unit, now);
        free[unit] = end;
      }
    }),
    { seed: 5, numRuns: 60 },
  );
});

it('keep their shares, and use several units where one would be overrun', () => {
  const [alone, partition, least, energy] = run(['host', 'gpu', 'gpu2'], { denseLoad: 4, deadlineFactor: 4 });
  expect(partition!.note).toMatch(/% to L\d@host, \d+% to/);
  const speeds = Number(/(\d+)% to/.exec(partition!.note!)![1]) / 100;
  expect(Math.abs(share(partition!, 'host') - speeds)).toBeLessThan(0.01);
  expect(share(least!, 'gpu') * share(least!, 'gpu2')).toBeGreaterThan(0);
  for (const row of [least!, energy!]) {
    expect(row.late).toBeLessThanOrEqual(partition!.late);
    expect(row.tailNs).toBeLessThanOrEqual(alone!.tailNs * 1.05);
  }
});

it('are refused where there is one unit', () => {
  for (const row of run(['mcu']).slice(1)) expect(row.notRun).toMatch(/needs several units/);
  expect(leastCompletion.needs).toEqual(['several units']);
  expect(unmetNeed({ needs: [] }, {} as never)).toBeNull();
});
