import { beforeAll, describe, expect, it } from 'vitest';
import type { RunnableProfile } from '../../sim/targets/profile-schema.ts';
import { Coverage } from './coverage.ts';
import { describeFailure } from './describe-failure.ts';
import { shippedProfiles } from './draw/shipped-profiles.ts';
import { knownFeatures } from './known-features.ts';
import { runSeed, type SeedReport } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';

const first = 1;
const runs = 90;
/** Seeds that also run on two worker threads, beside others. */
const threaded = 6;

let shipped: ReadonlyMap<string, RunnableProfile>;
const reports: SeedReport[] = [];
beforeAll(async () => {
  shipped = await shippedProfiles();
});

describe('the swarm', { timeout: 240_000 }, () => {
  it(`breaks no invariant in ${runs} random scenarios (npm run swarm runs more)`, () => {
    for (let seed = first; seed < first + runs; seed++) reports.push(runSeed(seed, shipped));
    const broken = reports.filter((report) => report.violations.length > 0);
    expect(broken.map((report) => describeFailure(report).join('\n'))).toEqual([]);
  });

  it('draws every kind of scenario, and knows the kinds that it draws', () => {
    const coverage = new Coverage();
    for (const report of reports) coverage.add(report);
    expect(coverage.faults()).toEqual([]);
    const common = Object.entries(knownFeatures).filter(([, perThousand]) => perThousand >= 35);
    expect(common.length).toBeGreaterThan(50);
    const counts = new Map(coverage.entries());
    for (const [feature] of common) expect(counts.get(feature), feature).toBeGreaterThanOrEqual(2);
  });

  it('tells when a kind is drawn no more', () => {
    const coverage = new Coverage();
    for (const report of reports)
      coverage.add({ ...report, features: report.features.filter((feature) => feature !== 'fault: outage') });
    expect(coverage.faults()).toEqual([`fault: outage: in 0 of ${runs} seeds, at least 13 were due`]);
  });

  it('says how a broken invariant is seen again', () => {
    const violations = [{ invariant: 'energy adds up', text: 'parts are 1 J, the whole 2 J' }];
    expect(describeFailure({ ...reports[0]!, violations, scenario: ['small: floor 0.9'] })).toEqual([
      'seed 1 breaks energy adds up; again: npm run swarm -- --runs 1 --seed 1',
      '  energy adds up: parts are 1 J, the whole 2 J',
      '    small: floor 0.9',
    ]);
  });

  it('gives the same to the last bit in two worker threads, where other seeds ran before', async () => {
    const digests = new Map<number, string>();
    const seeds = Array.from({ length: threaded }, (_, i) => first + threaded - 1 - i);
    await runSeeds(seeds, 2, ({ seed, digest }) => digests.set(seed, digest));
    expect(digests.size).toBe(threaded);
    for (const { seed, digest } of reports.slice(0, threaded)) expect(digests.get(seed)).toBe(digest);
  });
});
