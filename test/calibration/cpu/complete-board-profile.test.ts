import { beforeAll, describe, expect, it } from 'vitest';
import { completeBoardProfile } from '../../../sim/calibration/cpu/complete-board-profile.ts';
import type { CpuFacts } from '../../../sim/calibration/cpu/cpu-facts.ts';
import { cpuEnergyModel } from '../../../sim/calibration/cpu/energy-model.ts';
import { cpuLatencyModel } from '../../../sim/calibration/cpu/latency-model.ts';
import { loadCpuFacts } from '../../../sim/calibration/cpu/load-cpu-facts.ts';
import { rowOfBoard } from '../../../sim/calibration/cpu/row-of-board.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { benchmarkNetwork } from '../../../sim/network/benchmarks/benchmark-network.ts';
import { boardUnit } from '../../../sim/targets/board-cpu/board-unit.ts';
import { isBoard } from '../../../sim/targets/board-cpu/is-board.ts';
import {
  type BoardCpuProfile,
  boardCpuProfileSchema,
} from '../../../sim/targets/board-cpu/profile-schema.ts';
import { requireRunnable } from '../../../sim/targets/board-cpu/require-runnable.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { profileFiles } from '../../../sim/targets/profile-files.ts';
import type { Stage } from '../../../sim/targets/target.ts';

let facts: CpuFacts;
let rows: readonly MeasuredRow[];
const described = new Map<string, BoardCpuProfile>();
const completed = new Map<string, BoardCpuProfile>();
beforeAll(async () => {
  facts = await loadCpuFacts();
  rows = (await loadMeasured(['sbc-cpu', 'phone'])).filter((row) => row.use === 'score');
  for (const [id, file] of await profileFiles()) {
    if (!/\/(sbc|phone)\//.test(file)) continue;
    const { profile } = await loadProfile(id);
    if (!isBoard(profile)) continue;
    described.set(id, profile);
    completed.set(id, completeBoardProfile(profile, facts, rows));
  }
});

const yardsticks = ['ic', 'kws', 'vww', 'ad'].map((name) => benchmarkNetwork(`mlperf-tiny-${name}`));
const dense = { id: 'dense', levels: [], gates: [] };
const joulesOf = (stage: Stage) => Object.values(stage.joules).reduce((sum, part) => sum + part, 0);

describe('a described board, completed', () => {
  it('satisfies the schema and can be simulated; a phone cannot, because nobody published its power', () => {
    for (const [id, full] of completed) {
      expect(boardCpuProfileSchema.parse(JSON.parse(JSON.stringify(full))), id).toEqual(full);
      if (full.class === 'phone')
        expect(() => requireRunnable(full, id)).toThrow(/no idlePower.*power of phones is published nowhere/);
      else {
        expect(requireRunnable(full, id)).toBe(full);
        expect(Object.values(full.runtimes).map(({ kernels }) => kernels)).toContain('dense');
      }
    }
  });

  it('keeps all that it had', () => {
    const board = described.get('raspberry-pi-4b')!;
    const own = completed.get('raspberry-pi-4b')!.runtimes['sparsewatt-4x1']!;
    const more = {
      idlePower: { ...board.clock, value: 3, unit: 'W' },
      runtimes: { own, 'xnnpack-fp32': own },
    };
    const full = completeBoardProfile({ ...board, ...more }, facts, rows);
    expect(full).toMatchObject({ ...board, ...more });
    expect(Object.keys(full.runtimes).length).toBeGreaterThan(3);
  });

  it('takes the time and energy that the models predict for a network that they have not seen', () => {
    const latency = cpuLatencyModel(facts, 'sbc-cpu').fit(rows);
    const energy = cpuEnergyModel(facts).fit(rows);
    for (const id of ['raspberry-pi-4b', 'odroid-n2plus', 'firefly-rk3588s']) {
      const full = requireRunnable(completed.get(id)!, id);
      for (const [name, runtime] of Object.entries(full.runtimes)) {
        if (runtime.kernels !== 'dense') continue;
        const like = rows.find((row) => name.startsWith(`${row.runtime}-`))!;
        const row = rowOfBoard(full, {
          ...{ runtime: like.runtime, lineage: like.lineage, publishedRuntime: like.publishedRuntime },
          precision: runtime.numericForms[0] === 'fp32' ? 'fp32' : 'int8',
        });
        const unit = boardUnit(full, runtime, 'cpu');
        for (const network of yardsticks) {
          const [stage] = unit.lower({ network, unit: 'cpu', numericForm: 'int8', point: dense }, null);
          const asked = { ...row, graph: network };
          // Four digits of every cost, and whole nanoseconds.
          expect(stage!.durationNs / 1e6 / latency.predict(asked)!.central).toBeCloseTo(1, 2);
          expect(joulesOf(stage!) / energy.predict(asked)!.central).toBeCloseTo(1, 2);
        }
      }
    }
  });

  it('is no surer of the energy of a run than of what it draws awake', () => {
    for (const [id, { idlePower, runtimes }] of completed)
      for (const { energyInterval } of Object.values(runtimes)) {
        expect(energyInterval.low, id).toBeLessThanOrEqual(0.001 + idlePower!.low! / idlePower!.value);
        expect(energyInterval.high, id).toBeGreaterThanOrEqual(idlePower!.high! / idlePower!.value - 0.01);
      }
  });

  it('draws the same at work, whatever its profile says that it draws idle', () => {
    const board = described.get('raspberry-pi-4b')!;
    const idlePower = { ...board.clock, value: 3, unit: 'W' };
    const other = completeBoardProfile({ ...board, idlePower }, facts, rows);
    const work = (profile: BoardCpuProfile) =>
      boardUnit(requireRunnable(profile, ''), profile.runtimes['xnnpack-int8']!, 'cpu').lower(
        { network: yardsticks[0]!, unit: 'cpu', numericForm: 'int8', point: dense },
        null,
      )[0]!;
    const [before, after] = [work(completed.get('raspberry-pi-4b')!), work(other)];
    expect(after.durationNs).toBe(before.durationNs);
    expect(joulesOf(after) / joulesOf(before)).toBeCloseTo(1, 3);
    expect(after.joules.static).toBeGreaterThan(before.joules.static!);
  });
});
