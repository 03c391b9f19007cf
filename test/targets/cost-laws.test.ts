import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRunnableProfile } from '../../sim/calibration/load-runnable-profile.ts';
import { isSpiking } from '../../sim/sparsity/is-spiking.ts';
import type { OperatingPoint } from '../../sim/sparsity/operating-point.ts';
import { layerWork } from '../../sim/targets/layer-work.ts';
import { listProfiles } from '../../sim/targets/list-profiles.ts';
import { type LoadProfile, loadTarget } from '../../sim/targets/load-target.ts';
import { shippedProfiles } from '../../sim/targets/profile-files.ts';
import type { Profile } from '../../sim/targets/profile-schema.ts';
import { si } from '../../sim/targets/quantity.ts';
import type { Plan, SampleOutcome, Stage, Target } from '../../sim/targets/target.ts';
import { randomLadderNetwork, randomNetwork } from '../helpers/tiny-network.ts';

const network = randomLadderNetwork(1);
const layers = network.ladder!.layers.length;
const levels = network.ladder!.levels.length;
const point = (level: number, gate: number | null = null): OperatingPoint => ({
  id: `L${level}${gate === null ? '' : '-z'}`,
  levels: new Array<number>(layers).fill(level),
  gates: new Array<number | null>(layers).fill(gate),
});
const planOf = (unit: string, at: OperatingPoint): Plan => ({
  network,
  unit,
  numericForm: 'fp32',
  point: at,
});
const time = (stages: readonly Stage[]) => stages.reduce((sum, stage) => sum + stage.durationNs, 0);
const joules = (stages: readonly Stage[]) =>
  stages.reduce((sum, stage) => sum + Object.values(stage.joules).reduce((a, b) => a + b, 0), 0);

/** Units that compute with numbers. What one for spikes costs is counted of a sample, and has laws of its own. */
const numeric = (target: Target) =>
  target.units.filter(({ name }) => !target.capabilities(name).numericForms.every(isSpiking));

/** An outcome in which the given share of every layer's active multiply-accumulates meets a non-zero input. */
function outcomeOf(at: OperatingPoint, share: number): SampleOutcome {
  const work = layerWork(network, at).filter((op) => op.outcomeIndex >= 0);
  return {
    activeInputs: work.map((op) => Math.round(op.inputValues * share)),
    effectiveMacs: work.map((op) => Math.round(op.activeMacs * share)),
  };
}

const targets: Target[] = [];
const profiles = new Map<string, Profile>();
beforeAll(async () => {
  for (const { id } of await listProfiles()) {
    const loaded = await loadRunnableProfile(id);
    const { profile } = loaded;
    if (profile.class === 'neuromorphic' || !('runtimes' in profile)) continue;
    // Boards without published memories can be predicted, not simulated.
    if (profile.class === 'mcu' && !profile.sram) continue;
    profiles.set(id, profile);
    const load: LoadProfile = async (asked, root) =>
      asked === id ? loaded : loadRunnableProfile(asked, root);
    const runtimes = Object.keys(profile.runtimes);
    // One of the many that are derived for a described board, and its block runtime.
    for (const runtime of runtimes.length > 3 ? [runtimes[0]!, runtimes.at(-1)!] : runtimes)
      targets.push(await loadTarget(id, runtime, shippedProfiles(), load));
  }
});

describe('every target', () => {
  it('that takes batches needs no less time and energy for a larger one, and no more for n samples than for n passes', () => {
    let taken = 0;
    for (const target of targets)
      for (const { name } of numeric(target)) {
        if (!target.capabilities(name).batches) continue;
        taken++;
        for (let level = 0; level < levels; level++) {
          const plan = planOf(name, point(level));
          const one = target.lower(plan, null);
          expect(target.lower({ ...plan, batch: 1 }, null)).toEqual(one);
          let before = one;
          for (const batch of [2, 3, 8, 64]) {
            const stages = target.lower({ ...plan, batch }, null);
            expect(time(stages)).toBeGreaterThanOrEqual(time(before));
            expect(joules(stages)).toBeGreaterThanOrEqual(joules(before));
            expect(time(stages)).toBeLessThanOrEqual(batch * time(one));
            expect(joules(stages)).toBeLessThanOrEqual(batch * joules(one));
            before = stages;
          }
        }
      }
    expect(taken).toBeGreaterThan(3);
  });

  it('is there: six profiles with two runtimes or more each, and described boards', () => {
    const count = (id: string) => targets.filter((target) => target.id === id).length;
    const ids = [...new Set(targets.map((target) => target.id))];
    expect(ids.length).toBeGreaterThanOrEqual(18);
    expect(ids.filter((id) => count(id) >= 2).length).toBeGreaterThanOrEqual(12);
  });

  it('gives whole, positive durations and no negative joule', () => {
    for (const target of targets)
      for (const unit of numeric(target))
        for (let level = 0; level < levels; level++)
          for (const stage of target.lower(planOf(unit.name, point(level)), null)) {
            expect(Number.isSafeInteger(stage.durationNs)).toBe(true);
            expect(stage.durationNs).toBeGreaterThan(0);
            for (const value of Object.values(stage.joules)) expect(value).toBeGreaterThanOrEqual(0);
            expect(target.units.map((each) => each.name)).toContain(stage.unit);
          }
  });

  it('never spends less than its rest power while it works', () => {
    for (const target of targets)
      for (const unit of numeric(target))
        for (const stage of target.lower(planOf(unit.name, point(3)), null)) {
          const rest = target.units.find((each) => each.name === stage.unit)!.powerStates[0]!.powerW;
          expect(joules([stage])).toBeGreaterThanOrEqual(rest * stage.durationNs * 1e-9 * (1 - 1e-12));
        }
  });

  it('spends on a microcontroller exactly active power times time, split by cause', () => {
    for (const target of targets.filter((each) => each.targetClass === 'mcu')) {
      const profile = profiles.get(target.id);
      if (profile?.class !== 'mcu') throw new Error(`${target.id} is no microcontroller`);
      for (let level = 0; level < levels; level++)
        for (const gate of [null, 0]) {
          const stages = target.lower(planOf('mcu', point(level, gate)), outcomeOf(point(level, gate), 0.2));
          expect(joules(stages)).toBeCloseTo(si(profile.activePower!) * time(stages) * 1e-9, 15);
        }
    }
  });

  it('gains nothing from sparsity under a dense runtime, and only from sparsity under a block runtime', () => {
    for (const target of targets)
      for (const unit of numeric(target)) {
        const lower = (level: number, gate: number | null = null) =>
          target.lower(planOf(unit.name, point(level, gate)), null);
        const skips = target.capabilities(unit.name).skipsBlocks;
        for (let level = 1; level < levels; level++) {
          if (!skips) {
            expect(lower(level)).toEqual(lower(0));
            expect(lower(level, 0)).toEqual(lower(0));
          } else if (level > 1) {
            expect(time(lower(level))).toBeLessThanOrEqual(time(lower(level - 1)));
            expect(joules(lower(level))).toBeLessThanOrEqual(joules(lower(level - 1)));
          }
        }
      }
  });

  it('takes no notice of the outcome where it cannot skip inputs', () => {
    for (const target of targets)
      for (const unit of numeric(target)) {
        if (target.capabilities(unit.name).skipsInputs) continue;
        const at = planOf(unit.name, point(2, 0));
        expect(target.lower(at, outcomeOf(at.point, 0.1))).toEqual(target.lower(at, null));
      }
  });

  it('never takes longer with more skipped inputs, and never more than the gate above the ungated point', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: levels - 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (level, a, b) => {
          const [few, many] = a < b ? [a, b] : [b, a];
          for (const target of targets)
            for (const unit of numeric(target)) {
              if (!target.capabilities(unit.name).skipsInputs) continue;
              const plan = planOf(unit.name, point(level, 0));
              const fewTime = time(target.lower(plan, outcomeOf(plan.point, few!)));
              const manyTime = time(target.lower(plan, outcomeOf(plan.point, many!)));
              expect(fewTime).toBeLessThanOrEqual(manyTime);
              expect(manyTime).toBeLessThanOrEqual(time(target.lower(plan, null)));
              expect(time(target.lower(plan, null))).toBeLessThan(
                1.2 * time(target.lower(planOf(unit.name, point(level)), null)) + 1e6,
              );
            }
        },
      ),
      { seed: 42, numRuns: 50 },
    );
  });

  it('runs networks without a ladder and smaller networks in less time', () => {
    const dense: OperatingPoint = { id: 'dense', levels: [], gates: [] };
    const small = randomNetwork(1, 0.5);
    const whole = randomNetwork(1, 1);
    for (const target of targets)
      for (const unit of numeric(target)) {
        const cost = (net: typeof small) =>
          time(target.lower({ network: net, unit: unit.name, numericForm: 'fp32', point: dense }, null));
        expect(cost(small)).toBeLessThanOrEqual(cost(whole));
      }
  });

  it('has intervals around 1 and marks derived runtimes as estimated', () => {
    for (const target of targets) {
      for (const interval of [target.latencyInterval, target.energyInterval]) {
        expect(interval.central).toBe(1);
        expect(interval.low).toBeLessThan(1);
        expect(interval.high).toBeGreaterThan(1);
      }
      if (target.runtime === 'sparsewatt-4x1') expect(target.grade).toBe('estimated');
    }
    expect(targets.find((t) => t.id === 'nucleo-l4r5zi' && t.runtime === 'x-cube-ai-9.0')!.grade).toBe(
      'fitted',
    );
  });

  it('refuses a unit that it lacks', () => {
    for (const target of targets)
      expect(() => target.capabilities('npu')).toThrow(/has no unit 'npu'; it has /);
  });
});

describe('mcu-wakes-orin', () => {
  it('sends the input over the link before the GPU works, and not otherwise', async () => {
    const target = await loadTarget('mcu-wakes-orin', 'sparsewatt-4x1');
    expect(target.units.map((unit) => unit.name)).toEqual(['mcu', 'gpu']);
    const far = target.lower(planOf('gpu', point(0)), null);
    expect(far.map((stage) => `${stage.unit} ${stage.resource}`)).toEqual([
      'mcu io',
      'gpu io',
      'gpu compute',
    ]);
    expect(far[0]!.bytesMoved).toBe(800);
    expect(target.lower(planOf('mcu', point(4)), null).map((stage) => stage.unit)).toEqual(['mcu']);
    expect(target.units[1]!.powerStates.map((state) => state.name)).toEqual(['idle', 'suspend']);
    expect(target.units[1]!.powerStates[1]!.wakeNs).toBeGreaterThan(1e8);
    expect(target.grade).toBe('estimated');
  });
});
