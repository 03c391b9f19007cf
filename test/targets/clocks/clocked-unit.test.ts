import { beforeAll, describe, expect, it } from 'vitest';
import { loadRunnableTarget } from '../../../sim/calibration/load-runnable-target.ts';
import { lowestRestW } from '../../../sim/scenario/simulate/option-costs.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import { governorClocks } from '../../../sim/targets/clocks/governor-clocks.ts';
import { governorNames } from '../../../sim/targets/clocks/governor-name.ts';
import { listProfiles } from '../../../sim/targets/list-profiles.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import type { Plan, Stage, Target } from '../../../sim/targets/target.ts';
import { randomLadderNetwork } from '../../helpers/tiny-network.ts';

const network = randomLadderNetwork(1);
const layers = network.ladder!.layers.length;
const points: readonly OperatingPoint[] = network.ladder!.levels.map((_, level) => ({
  id: `L${level}`,
  levels: new Array<number>(layers).fill(level),
  gates: new Array<number | null>(layers).fill(null),
}));
const time = (stages: readonly Stage[]) => stages.reduce((sum, stage) => sum + stage.durationNs, 0);
const joules = (stages: readonly Stage[]) =>
  stages.reduce((sum, stage) => sum + Object.values(stage.joules).reduce((a, b) => a + b, 0), 0);

const targets: Target[] = [];
beforeAll(async () => {
  for (const { id } of await listProfiles()) {
    const { profile } = await loadProfile(id);
    if (!('clocks' in profile) || !profile.clocks) continue;
    for (const runtime of Object.keys(profile.runtimes)) targets.push(await loadRunnableTarget(id, runtime));
  }
});

/** By point: stages at every clock, slowest first, and at the clock of the profile. */
const everyPoint = (target: Target) =>
  points.map((point) => {
    const unit = target.units[0]!;
    const plan: Plan = { network, unit: unit.name, numericForm: 'fp32', point };
    const at = unit.clocks!.hz.map((_, clock) => target.lower({ ...plan, clock }, null));
    return { unit, at, own: target.lower(plan, null), clocks: unit.clocks! };
  });

describe('a unit at other clocks', () => {
  it('is there: two microcontrollers and an edge GPU', () => {
    expect([...new Set(targets.map(({ id }) => id))].sort()).toEqual([
      'jetson-agx-orin',
      'nucleo-l4r5zi',
      'nucleo-u575zi-q',
    ]);
  });

  it('costs at its own clock what it costs without others, to the last bit', () => {
    for (const target of targets)
      for (const { own, at, clocks } of everyPoint(target)) expect(at[clocks.own]).toEqual(own);
  });

  it('is slower the slower the clock, by the ratio of the clocks at most', () => {
    for (const target of targets)
      for (const { at, clocks } of everyPoint(target))
        for (let c = 1; c < at.length; c++) {
          const ratio = time(at[c - 1]!) / time(at[c]!);
          expect(ratio).toBeGreaterThanOrEqual(1);
          expect(ratio).toBeLessThanOrEqual((clocks.hz[c]! / clocks.hz[c - 1]!) * (1 + 1e-3));
        }
  });

  it('takes as many cycles on a microcontroller', () => {
    for (const target of targets.filter(({ targetClass }) => targetClass === 'mcu'))
      for (const { at, own, clocks } of everyPoint(target))
        at.forEach((stages, c) => {
          const cycles = time(own) * clocks.hz[clocks.own]!;
          expect((time(stages) * clocks.hz[c]!) / cycles).toBeCloseTo(1, 3);
        });
  });

  it('draws less the slower the clock, and never less than at rest', () => {
    for (const target of targets)
      for (const { at, unit } of everyPoint(target))
        at.forEach((stages, c) => {
          const watts = joules(stages) / time(stages);
          expect(watts * 1e9).toBeGreaterThanOrEqual(lowestRestW(unit));
          if (c > 0) expect(watts).toBeGreaterThan(joules(at[c - 1]!) / time(at[c - 1]!));
          for (const stage of stages)
            for (const spent of Object.values(stage.joules)) expect(spent).toBeGreaterThanOrEqual(0);
        });
  });

  it('takes governors, and says that other clocks are estimates', async () => {
    for (const governor of governorNames) {
      const target = await loadRunnableTarget('nucleo-u575zi-q', `x-cube-ai-10.2@${governor}`);
      expect(target).toMatchObject({ governor, runtime: `x-cube-ai-10.2@${governor}` });
      expect(target.grade).toBe(governor === 'performance' ? 'fitted' : 'estimated');
    }
    const slow = await loadRunnableTarget('nucleo-u575zi-q', 'x-cube-ai-10.2@55MHz');
    expect(governorClocks(slow.governor!, slow.units[0]!.clocks!)).toEqual({ first: 1, stays: true });
    expect(slow.grade).toBe('estimated');
    await expect(loadRunnableTarget('nucleo-u575zi-q', 'x-cube-ai-10.2@56MHz')).rejects.toThrow(
      /no clock of 56MHz.*25MHz, 55MHz, 110MHz/s,
    );
    await expect(loadRunnableTarget('xeon-8380', 'openvino-int8@pace')).rejects.toThrow(
      /xeon-8380 has one clock: governor pace has nothing to choose from/,
    );
    await expect(loadRunnableTarget('nucleo-u575zi-q', 'x-cube-ai-10.2@fast')).rejects.toThrow(
      /"x-cube-ai-10.2@fast" is not a runtime/,
    );
  });
});
