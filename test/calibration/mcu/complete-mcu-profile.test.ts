import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { completeMcuProfile } from '../../../sim/calibration/mcu/complete-mcu-profile.ts';
import { mcuLatencyModel } from '../../../sim/calibration/mcu/latency-model.ts';
import { loadMcuFacts } from '../../../sim/calibration/mcu/load-facts.ts';
import type { McuFacts } from '../../../sim/calibration/mcu/mcu-facts.ts';
import { mcuPowerModel } from '../../../sim/calibration/mcu/power-model.ts';
import { rowOfProfile } from '../../../sim/calibration/mcu/row-of-profile.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { benchmarkNetwork } from '../../../sim/network/benchmarks/benchmark-network.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { mcuUnit } from '../../../sim/targets/mcu/mcu-unit.ts';
import { type McuProfile, mcuProfileSchema } from '../../../sim/targets/mcu/profile-schema.ts';
import { requireComplete } from '../../../sim/targets/mcu/require-complete.ts';
import { profileFiles } from '../../../sim/targets/profile-files.ts';
import { si } from '../../../sim/targets/quantity.ts';

let facts: McuFacts;
let rows: readonly MeasuredRow[];
const described = new Map<string, McuProfile>();
const whole = new Map<string, McuProfile>();
beforeAll(async () => {
  facts = await loadMcuFacts();
  rows = (await loadMeasured(['mcu'])).filter((row) => row.use === 'score');
  for (const [id, file] of await profileFiles())
    if (file.includes('/mcu/')) {
      const { profile } = await loadProfile(id);
      if (profile.class === 'mcu') (profile.activePower ? whole : described).set(id, profile);
    }
});

const known = new Map<McuProfile, McuProfile>();
const complete = (profile: McuProfile): McuProfile => {
  const full = known.get(profile) ?? completeMcuProfile(profile, facts, rows);
  known.set(profile, full);
  return full;
};

describe('a described board, completed', () => {
  it('satisfies the schema and has all that a simulation needs but memories that nobody published', () => {
    for (const [id, profile] of described) {
      const full = complete(profile);
      expect(mcuProfileSchema.parse(JSON.parse(JSON.stringify(full))), id).toEqual(full);
      expect(Object.values(full.runtimes).some(({ kernels }) => kernels === 'dense')).toBe(true);
      if (profile.sram) expect(() => requireComplete(full, id)).not.toThrow();
      else expect(() => requireComplete(full, id)).toThrow(/no flash, no sram/);
    }
  });

  it('keeps all that it had', () => {
    for (const profile of described.values()) {
      const full = complete(profile);
      for (const key of Object.keys(profile) as (keyof McuProfile)[])
        if (key !== 'runtimes' && profile[key] !== undefined) expect(full[key]).toBe(profile[key]);
      for (const [id, { energyInterval, ...runtime }] of Object.entries(profile.runtimes)) {
        expect(full.runtimes[id]).toMatchObject(runtime);
        // The power is uncertain as well.
        expect(full.runtimes[id]!.energyInterval.low).toBeLessThan(energyInterval.low);
        expect(full.runtimes[id]!.energyInterval.high).toBeGreaterThan(energyInterval.high);
      }
    }
    for (const profile of whole.values()) expect(complete(profile)).toBe(profile);
    const board = described.get('nucleo-u385rg-q')!;
    const activePower = { ...board.clock, value: 7, unit: 'mW' };
    expect(complete({ ...board, activePower }).activePower).toBe(activePower);
  });

  it('takes the time that the latency model predicts for a network that it has not seen', () => {
    for (const id of ['nucleo-u385rg-q', 'nucleo-g0b1re', 'disco-f746ng']) {
      const full = requireComplete(complete(described.get(id)!), id);
      const model = mcuLatencyModel(facts).fit(rows);
      for (const [name, runtime] of Object.entries(full.runtimes)) {
        if (runtime.kernels !== 'dense') continue;
        const like = rows.find((row) => row.runtime === name)!;
        const { lineage, portableKernels } = like;
        const unit = mcuUnit(full, runtime, 'mcu');
        for (const network of ['ic', 'kws', 'vww', 'ad'].map((n) => benchmarkNetwork(`mlperf-tiny-${n}`))) {
          const point = { id: 'dense', levels: [], gates: [] };
          const [stage] = unit.lower({ network, unit: 'mcu', numericForm: 'int8', point }, null);
          const row = rowOfProfile(full, { runtime: name, lineage, portableKernels, graph: network });
          // Four digits of every cost, and whole nanoseconds.
          expect(stage!.durationNs / 1e6 / model.predict(row)!.central).toBeCloseTo(1, 2);
        }
      }
    }
  });

  it('draws what the power model predicts, at a supply and regulator of its own', () => {
    const model = mcuPowerModel(facts).fit(rows);
    fc.assert(
      fc.property(
        fc.constantFrom(...described.keys()),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.double({ min: 1.71, max: 3.6, noNaN: true }),
        fc.constantFrom('linear' as const, 'switching' as const),
        (id, share, supplyV, regulator) => {
          const board = described.get(id)!;
          const at: McuProfile = {
            ...board,
            clock: { ...board.clock, value: board.clock.value * share },
            supply: { value: supplyV, unit: 'V', source: 'estimate', grade: 'estimated', note: 'drawn' },
            regulator,
          };
          const { activePower, powerStates } = complete({
            ...at,
            runtimes: whole.get('nucleo-l4r5zi')!.runtimes,
          });
          const expected = model.predict(rowOfProfile(at))!;
          expect(si(activePower!) / expected.central).toBeCloseTo(1, 2);
          expect(si(powerStates![0]!.power)).toBeLessThan(0.5 * si(activePower!));
        },
      ),
      { seed: 5, numRuns: 30 },
    );
  });

  it('is graded fitted where family and runtime were measured, and estimated where no chip of the family was', () => {
    for (const { kernels, cyclesPerMac } of Object.values(complete(described.get('ek-ra6m4')!).runtimes))
      expect(cyclesPerMac.conv.grade).toBe(kernels === 'dense' ? 'fitted' : 'estimated');
    const novel = complete({ ...described.get('ek-ra6m4')!, family: 'cortex-m55', runtimes: {} });
    expect(Object.keys(novel.runtimes)).toContain('hale-1.0.175');
    for (const { cyclesPerMac } of Object.values(novel.runtimes))
      expect(cyclesPerMac.conv.grade).toBe('estimated');
    expect(novel.activePower!.grade).toBe('estimated');
    expect(complete(described.get('nucleo-h7a3zi-q')!).activePower!.grade).toBe('fitted');
  });

  it('has wider intervals where less is known: no run current, no chip of the family', () => {
    const spread = ({ low, high }: { low?: number | undefined; high?: number | undefined }) => high! / low!;
    const sheet = complete(described.get('ek-ra6m4')!);
    const { dataSheet: _, chip: __, ...rest } = described.get('ek-ra6m4')!;
    const blind = complete({ ...rest, id: 'no-data-sheet' });
    expect(spread(blind.activePower!)).toBeGreaterThan(2 * spread(sheet.activePower!));
    const novel = complete({ ...described.get('ek-ra6m4')!, family: 'cortex-m55', runtimes: {} });
    const interval = ({ runtimes }: McuProfile) => spread(runtimes['hale-1.0.175']!.latencyInterval);
    expect(interval(novel)).toBeGreaterThan(interval(sheet));
  });

  it('has no runtime and no power of its own where the core is not known', () => {
    const { family: _, policyCyclesPerOperation: __, ...rest } = described.get('cy8cproto-062-4343w')!;
    const lost = complete({ ...rest, runtimes: {} });
    expect(lost.runtimes).toEqual({});
    expect(() => requireComplete(lost, 'lost.yaml')).toThrow(/no policyCyclesPerOperation/);
  });
});
