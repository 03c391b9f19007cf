import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../../../sim/network/network.ts';
import { loadNetwork } from '../../../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../../../sim/package-root.ts';
import type { SpikingForm } from '../../../../sim/sparsity/outcome-table.ts';
import { hashKey } from '../../../../sim/sparsity/table-key.ts';
import { loadTarget } from '../../../../sim/targets/load-target.ts';
import { loadChipTarget } from '../../../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { chipCost, chipTotals, maskCost } from '../../../../sim/targets/neuromorphic/points/chip-cost.ts';
import {
  chipCounterNames,
  readChipCounters,
} from '../../../../sim/targets/neuromorphic/points/chip-counters.ts';
import { chipKey } from '../../../../sim/targets/neuromorphic/points/chip-request.ts';
import type { ChipBalance } from '../../../../sim/targets/neuromorphic/points/converted-graph.ts';
import { maskGroups } from '../../../../sim/targets/neuromorphic/points/mask-groups.ts';
import { verifyChip } from '../../../../sim/targets/neuromorphic/points/verify-chip.ts';
import { decodeSpikes } from '../../../../sim/targets/neuromorphic/spike-file.ts';
import type { SpikeTables } from '../../../../sim/targets/neuromorphic/spike-tables.ts';

const folder = join(packageRoot(), 'scenarios', 'tables');
const modelFile = join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx');
const files = readdirSync(folder).filter((name) => /\.[a-z0-9-]+\.[a-z-]+\.spikes$/.test(name));
const width = chipCounterNames.length;

async function opened(name: string) {
  const [, chip, form] = name.split('.') as [string, string, SpikingForm];
  const tables = decodeSpikes(readFileSync(join(folder, name)), name) as unknown as SpikeTables<ChipBalance>;
  return { chip, form, tables, target: await loadChipTarget(chip, false) };
}

let network: Network;
beforeAll(async () => {
  network = await loadNetwork(modelFile);
});

describe('shipped tables of converted networks', () => {
  it.each(files)('%s belongs to the shipped network and chip, and later readings cost more', async (name) => {
    const { form, target, tables } = await opened(name);
    for (const split of ['validation', 'test'] as const) {
      const table = tables[split];
      const request = { network, target, form, points: table.points };
      expect(hashKey(chipKey(request, split, table.positions))).toBe(hashKey(table.key));
      const counters = (p: number, i: number) =>
        readChipCounters(
          table.spikeCounters.subarray((p * table.sampleCount + i) * width).subarray(0, width),
        );
      for (let p = 1; p < table.points.length; p++) {
        const [later, sooner] = [table.points[p - 1]!, table.points[p]!];
        const alike = ({ levels, deltaThreshold, times, mask, thresholdFactor }: typeof later) =>
          JSON.stringify([
            ...[levels, deltaThreshold ?? null, times ?? null, mask ?? null],
            thresholdFactor ?? 1,
          ]);
        if (alike(later) !== alike(sooner)) continue;
        const fewer = Array.from({ length: table.sampleCount }, (_, i) => i).filter((i) => {
          const [more, less] = [counters(p - 1, i), counters(p, i)];
          return chipCounterNames.some((each) => more[each] < less[each]);
        });
        expect(fewer).toEqual([]);
      }
    }
  });

  it('are simulated again exactly, and a changed number is found', async () => {
    const { chip, form, tables: all, target } = await opened('digits-ladder.speck-2.rate.spikes');
    // The last level alone: it is the quickest to place.
    const first = all.test.points.findIndex(({ levels }) => levels[0] === all.test.points.at(-1)!.levels[0]);
    const points = all.test.points.slice(first);
    const from = first * all.test.sampleCount;
    const test = {
      ...all.test,
      points,
      topClass: all.test.topClass.subarray(from),
      confidence: all.test.confidence.subarray(from),
      spikeCounters: all.test.spikeCounters.subarray(from * width),
    };
    const tables = { ...all, balances: all.balances.slice(-maskGroups(points).length), test };
    const request = { modelFile, network, chip, target, form, points, sampleCount: 100 };
    expect(await verifyChip(request, tables, 'test', 2, 5)).toMatchObject({
      mismatches: 0,
      executed: 2 * points.length,
    });
    const changed = { ...tables, test: { ...test, spikeCounters: test.spikeCounters.map((n) => n + 1) } };
    expect((await verifyChip(request, changed, 'test', 1, 5)).firstMismatch).toMatch(/counters differ/);
  });

  it('of a latency code cost on Loihi 1 what its own constants say, membranes cleared', async () => {
    const { target, tables } = await opened('digits-ladder.loihi-1.latency.spikes');
    const loihi = await loadTarget('loihi-1', 'latency');
    const { spikeCounters, points, sampleCount } = tables.test;
    for (const [p, point] of points.entries()) {
      const row = spikeCounters.subarray(p * sampleCount * width, (p * sampleCount + 1) * width);
      const plan = { network, unit: 'loihi-1', numericForm: 'latency', point } as const;
      const stages = loihi.lower(plan, { activeInputs: [], effectiveMacs: [], spikeCounters: row });
      const { knownJ } = chipTotals(chipCost(target, readChipCounters(row), point.steps!));
      const joules = stages.flatMap((stage) => Object.values(stage.joules)).reduce((a, b) => a + b, 0);
      expect(joules).toBeCloseTo(knownJ, 12);
      // As Quartz, published for another network of this kind and size: 182 uJ in 4.9 ms.
      expect(knownJ).toBeGreaterThan(50e-6);
      expect(knownJ).toBeLessThan(1e-3);
    }
  });

  it('cost on a target what the chip says, split into causes', async () => {
    const { target, tables } = await opened('digits-ladder.speck-2.rate.spikes');
    const speck = await loadTarget('speck-2', 'rate');
    const { spikeCounters, points, sampleCount } = tables.test;
    for (const [p, point] of points.entries()) {
      const row = spikeCounters.subarray(p * sampleCount * width, (p * sampleCount + 1) * width);
      const plan = { network, unit: 'speck-2', numericForm: 'rate', point } as const;
      const stages = speck.lower(plan, { activeInputs: [], effectiveMacs: [], spikeCounters: row });
      const counters = readChipCounters(row);
      const { timeS, knownJ } = chipTotals(chipCost(target, counters, point.steps!));
      const mask = maskCost(target, counters);
      expect(mask.timeS > 0).toBe(point.mask !== undefined || point.thresholdFactor !== undefined);
      const joules = stages.flatMap((stage) => Object.values(stage.joules)).reduce((a, b) => a + b, 0);
      expect(joules).toBeCloseTo(knownJ + mask.writesJ + mask.staticJ, 12);
      expect(stages.reduce((ns, stage) => ns + stage.durationNs, 0)).toBe(
        Math.round(timeS * 1e9) + Math.round(mask.timeS * 1e9),
      );
    }
  });

  it('a frame from a host adds its time and the power at rest', async () => {
    const { tables } = await opened('digits-ladder.loihi-2.sigma-delta.spikes');
    const [point] = tables.test.points;
    const plan = { network, unit: 'loihi-2', numericForm: 'sigma-delta', point: point! } as const;
    const outcome = {
      activeInputs: [],
      effectiveMacs: [],
      spikeCounters: tables.test.spikeCounters.subarray(0, width),
    };
    const total = async (runtime: string) => {
      const stages = (await loadTarget('loihi-2', runtime)).lower(plan, outcome);
      return [
        stages.reduce((ns, { durationNs }) => ns + durationNs, 0),
        stages.flatMap(({ joules }) => Object.values(joules)).reduce((a, b) => a + b, 0),
      ] as const;
    };
    const [plain, host] = [await total('sigma-delta'), await total('sigma-delta-from-host')];
    expect(host[0] - plain[0]).toBe(59.3e6);
    expect(host[1] - plain[1]).toBeCloseTo(59.3e-3 * 0.257, 9);
  });

  it('a chip without a known time is not run, and says what is missing', async () => {
    await expect(loadTarget('akida-akd1000', 'folded')).rejects.toThrow(/no time of a step/);
    await expect(loadTarget('speck-2', 'latency')).rejects.toThrow(/"latency" is not a runtime/);
  });
});
