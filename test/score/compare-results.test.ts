import { describe, expect, it } from 'vitest';
import { buildOptions } from '../../sim/scenario/simulate/build-options.ts';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import { compareResults } from '../../sim/score/compare-results.ts';
import { recordedReplay } from '../../sim/score/recorded-replay.ts';
import type { SeedResult } from '../../sim/score/run-result.ts';
import { scoreCell } from '../../sim/score/score-cell.ts';
import { networks, smallCell, smallTarget } from '../scenario/simulate/small-target.ts';

const target = smallTarget(['mcu']);
const built = buildOptions(target, networks);
const tools = { replay: recordedReplay };
const run = simulateCell(smallCell, target, target, networks, built, tools);
const { results, cell } = scoreCell(run);
const row = (policy: string) => results.find((result) => result.policy === policy)!;

describe('results by seed', () => {
  it('say together what the row says', () => {
    for (const { bySeed, requests, energyPerInferenceJ, switches, regretJ } of results) {
      if (!bySeed || energyPerInferenceJ === null) continue;
      const sum = (of: (seed: SeedResult) => number) => bySeed.reduce((total, seed) => total + of(seed), 0);
      const ended = sum((seed) => seed.ended);
      expect(sum((seed) => seed.requests)).toBe(requests);
      expect(sum((seed) => seed.switches)).toBe(switches);
      expect(sum((seed) => seed.energyJ) / ended).toBeCloseTo(energyPerInferenceJ, 12);
      expect(sum((seed) => seed.regretJ) / ended).toBeCloseTo(regretJ!, 12);
    }
  });

  it('are those of runs that nobody listened to', () => {
    const plain = simulateCell(smallCell, target, target, networks, built);
    const hashes = (of: typeof run) => of.policies.map(({ runs }) => runs.map((r) => r.eventHash));
    expect(hashes(run)).toEqual(hashes(plain));
  });
});

describe('paired differences', () => {
  it('of a policy with itself are none; of two, opposite ways round', () => {
    const none = compareResults(row('dense'), row('dense'))!;
    for (const pair of Object.values(none))
      if (pair !== null)
        expect(pair).toMatchObject({ difference: { value: 0, low: 0, high: 0 }, certain: false });
    const there = compareResults(row('dense'), row('best-static'))!.energyPerInferenceJ!;
    const back = compareResults(row('best-static'), row('dense'))!.energyPerInferenceJ!;
    expect(there.difference.value).toBeCloseTo(-back.difference.value, 12);
    expect(there.difference.low).toBeLessThanOrEqual(there.difference.value);
    expect(there.certain).toBe(true);
  });

  it('need the same seeds', () => {
    const dense = row('dense');
    const others = { ...dense, bySeed: dense.bySeed!.map((seed) => ({ ...seed, seed: seed.seed + 1 })) };
    expect(() => compareResults(dense, others)).toThrow(/only runs of the same seeds/);
    expect(compareResults(dense, { ...dense, bySeed: undefined })).toBeNull();
  });
});

describe('what a cell says besides', () => {
  it('draws the regret of every policy over the requests, none for the clairvoyant itself', () => {
    for (const { regretCurveJ } of results) expect(regretCurveJ).toHaveLength(20);
    expect(Math.max(...row('dense').regretCurveJ!)).toBeGreaterThan(0);
  });

  it('prices needed operations as dense ones, and measures what the policies cover', () => {
    expect(row('dense').maskPerInferenceJ).toBeCloseTo(row('dense').energyPerInferenceJ!, 12);
    expect(cell.maskPerInferenceJ).toBeLessThan(row('dense').energyPerInferenceJ!);
    const { share, ownShare } = cell.hypervolume!;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(1);
    for (const own of Object.values(ownShare)) expect(own).toBeLessThanOrEqual(share);
  });
});
