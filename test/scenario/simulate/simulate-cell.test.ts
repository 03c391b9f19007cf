import { describe, expect, it } from 'vitest';
import type { CellInput } from '../../../sim/scenario/simulate/cell-input.ts';
import { shareTable } from '../../../sim/scenario/simulate/share-table.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { scoreCell } from '../../../sim/score/score-cell.ts';
import { networks, smallCell, smallTarget } from './small-target.ts';

const scored = (change: Partial<CellInput> = {}, target = smallTarget()) =>
  scoreCell(simulateCell({ ...smallCell, ...change }, target, target, networks));

describe('a cell', () => {
  it('runs every policy over every seed, each above its bound', () => {
    const score = scored();
    expect(score.results.map((row) => row.policy)).toEqual([
      'dense',
      'static-L0',
      'static-L1',
      'static-L2',
      'small-dense-050',
      'best-static',
      'random',
      'activation-gate',
      'deadline-controller',
      'confidence-refinement',
      'battery-aware',
    ]);
    for (const row of score.results) {
      expect(row.fits).toBe(true);
      expect(row.requests).toBeGreaterThan(500);
      expect(row.regretJ).toBeGreaterThanOrEqual(0);
      expect(row.regret).toBeGreaterThanOrEqual(0);
      const parts = Object.values(row.energyByCauseJ!).reduce((a, b) => a + b, 0);
      expect(parts / row.requests!).toBeCloseTo(row.energyPerInferenceJ!, 12);
      expect(row.marginalEnergyPerInferenceJ!).toBeLessThan(row.energyPerInferenceJ!);
    }
    expect(new Set(score.results.map((row) => row.requests)).size).toBe(1);
    expect(score.records).toHaveLength(11 * 3);
    for (const detail of score.details)
      for (const joules of detail.regretBySeedJ) expect(joules).toBeGreaterThanOrEqual(0);
  });

  it('chooses on validation data: a level that keeps the floor, refinement that beats it', () => {
    const score = scored();
    expect(score.cell.bestStatic).toBe('L1-g1');
    expect(score.cell.staticFeasible).toBe(true);
    const row = (policy: string) => score.results.find((r) => r.policy === policy)!;
    expect(row('best-static').floorMet).toBe('met');
    expect(row('static-L2').floorMet).toBe('not met');
    expect(row('confidence-refinement').floorMet).toBe('undecided');
    expect(row('confidence-refinement').energyPerInferenceJ!).toBeLessThan(
      row('best-static').energyPerInferenceJ!,
    );
    expect(score.references.oFeasJ!).toBeLessThan(score.references.oStaticJ!);
    // The cheaper refinement is undecided, so the policy that is known to keep the floor is called the best.
    expect(score.cell.bestPolicy).toBe('best-static');
  });

  it('takes rest and one inference for the energy of a pilot that sees no request', () => {
    const input = { ...smallCell, horizonS: 1e-6, policies: ['static'] };
    const run = simulateCell(input, smallTarget(), smallTarget(), networks);
    expect(run.policies[0]!.runs.every(({ requests }) => requests === 0)).toBe(true);
    // The gated point's energy depends on the sample: none of them stands for all. Rest is 1 W for 1 us.
    for (const { pilotEnergyJ, meanMarginalEnergyJ } of run.options)
      expect(pilotEnergyJ).toBeCloseTo(1e-6 + meanMarginalEnergyJ, 15);
  });

  it('calls no static level the best that only the test data picked', () => {
    for (const accuracyFloor of [0.9, 0.94, 0.95, 0.955, 0.96]) {
      const { cell } = scored({ accuracyFloor, policies: ['dense', 'static', 'best-static'] });
      expect(['dense', 'best-static', `static-${cell.bestStatic}`, null]).toContain(cell.bestPolicy);
    }
  });

  it('says under which policies the battery is empty before the end', () => {
    const notes = (batteryJ: number) => scored({ batteryJ }).cell.notes.join('\n');
    expect(notes(1000)).toMatch(/lasts to the end under every policy/);
    expect(notes(1)).toMatch(
      /is empty before the end under \d+ of 11 policies, which need up to \d\.\d\d times/,
    );
    const { details } = scored({ batteryJ: 1 });
    expect(details.find(({ policy }) => policy === 'dense')!.batteryEmptyAtS).toBeLessThan(2.5);
  });

  it('counts only what a policy may use as resident', () => {
    const { results } = scored();
    const memory = (policy: string) => results.find((r) => r.policy === policy)!.peakMemoryBytes!;
    expect(memory('confidence-refinement')).toBeLessThanOrEqual(memory('random'));
    expect(memory('confidence-refinement')).toBeGreaterThan(memory('static-L2'));
    expect(memory('deadline-controller')).toBe(memory('random'));
  });

  it('names the fallback where no single option keeps the floor', () => {
    const score = scored({ accuracyFloor: 0.999 });
    expect(score.cell.staticFeasible).toBe(false);
    expect(score.references.oFeasJ).toBeNull();
    expect(score.cell.notes.join(' ')).toMatch(/no choice of options reaches the accuracy floor/);
    for (const row of score.results) {
      expect(row.floorMet).toBe('not met');
      expect(row.regretJ).toBeGreaterThanOrEqual(0);
      expect(row.regret).toBeNull();
    }
  });

  it('gives the same result twice, from cloned input and from shared memory, and another for another seed', () => {
    const first = scored();
    const cloned = structuredClone(smallCell);
    const target = smallTarget();
    const shared = networks.map((n) => ({
      ...n,
      validation: shareTable(n.validation),
      test: shareTable(n.test),
    }));
    expect(scoreCell(simulateCell(cloned, target, target, shared))).toEqual(first);
    const hashes = (score: typeof first) => score.records.map((record) => record.eventHash);
    expect(hashes(scored({ seeds: [4, 5, 6] }))).not.toEqual(hashes(first));
  });

  it('leaves out what does not fit and says which layer needs how much', () => {
    const score = scored({}, smallTarget(['mcu'], 60));
    const row = (policy: string) => score.results.find((r) => r.policy === policy)!;
    expect(row('dense')).toMatchObject({
      fits: false,
      energyPerInferenceJ: null,
      refusal: { layer: 'conv', memory: 'flash', neededBytes: 100, availableBytes: 60 },
    });
    expect(row('static-L0').fits).toBe(false);
    expect(row('static-L1').fits).toBe(true);
    expect(row('best-static').fits).toBe(true);
    expect(row('random').peakMemoryBytes).toBe(51);
  });

  it('refuses every policy where nothing fits', () => {
    const score = scored({}, smallTarget(['mcu'], 10));
    expect(score.cell.fits).toBe(false);
    expect(score.cell.refusal).toMatchObject({ layer: 'conv', availableBytes: 10 });
    expect(score.results).toHaveLength(11);
    for (const row of score.results) expect(row).toMatchObject({ fits: false, requests: null });
  });

  it('runs options on each unit of a system, the second behind a transfer by the first', () => {
    const score = scored({ deadlineFactor: 3 }, smallTarget(['mcu', 'gpu']));
    const row = (policy: string) => score.results.find((r) => r.policy === policy)!;
    expect(row('static-L0@gpu').latencyP50Ms!).toBeLessThan(row('static-L0@mcu').latencyP50Ms!);
    const byUnit = score.details.find((d) => d.policy === 'static-L0@gpu')!.energyByUnitJ!;
    expect(Object.keys(byUnit)).toEqual(['mcu', 'gpu']);
    expect(byUnit['mcu']!['io']).toBeGreaterThan(0);
    expect(byUnit['gpu']!['compute']).toBeGreaterThan(0);
    // Both against dense on the unit that worked: no more time is saved than operations.
    for (const policy of ['static-L1@mcu', 'static-L1@gpu', 'static-L2@gpu']) {
      expect(row(policy).realisationRatio!).toBeGreaterThan(0.9);
      expect(row(policy).realisationRatio!).toBeLessThanOrEqual(1 + 1e-9);
    }
    expect(row('random').realisationRatio).toBeNull();
    for (const r of score.results) expect(r.regretJ).toBeGreaterThanOrEqual(0);
  });

  it('lets a battery-aware policy save when the charge is short', () => {
    const full = scored({ batteryJ: 1000 });
    const short = scored({ batteryJ: 2.4 });
    const energy = (score: typeof full) =>
      score.results.find((r) => r.policy === 'battery-aware')!.energyPerInferenceJ!;
    expect(energy(short)).toBeLessThan(energy(full));
    expect(scored().details.find((d) => d.policy === 'battery-aware')!.note).toMatch(
      /no battery; acts as best-static/,
    );
  });

  it('drops requests at a full queue, as missed and wrong', () => {
    const score = scored({
      queueLimit: 0,
      denseLoad: 1.5,
      arrivals: { activeShare: 0.5, meanMotionS: 0.5, pattern: 'poisson' },
    });
    const record = score.records.find((r) => r.policy === 'dense')!;
    expect(record.dropped).toBeGreaterThan(0);
    expect(record.done + record.missed + record.dropped).toBe(record.requests);
    for (const row of score.results) expect(row.regretJ).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [{ denseLoad: -1 }, /denseLoad is -1/],
    [{ deadlineFactor: 0 }, /deadlineFactor is 0/],
    [{ deadlineMs: 0 }, /deadlineMs is 0/],
    [{ horizonS: 1e-10 }, /horizonS is 1e-10; give 1e-9 \(1 ns\) or more/],
    [{ seeds: [] }, /seeds is empty/],
    [{ tuningSeed: 1 }, /tuningSeed 1 is among/],
    [{ policies: ['best-statik'] }, /unknown policy "best-statik"; known are dense, best-static/],
    [{ arrivals: { activeShare: 0, meanMotionS: 1 } }, /activeShare is 0/],
    [{ batteryJ: Number.NaN }, /batteryJ is NaN/],
  ])('refuses %j', (change, message) => {
    expect(() => scored(change)).toThrow(message);
  });
});
