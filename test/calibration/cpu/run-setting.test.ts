import { beforeAll, describe, expect, it } from 'vitest';
import type { CpuFacts } from '../../../sim/calibration/cpu/cpu-facts.ts';
import { loadCpuFacts } from '../../../sim/calibration/cpu/load-cpu-facts.ts';
import { cpuWork } from '../../../sim/calibration/cpu/row-work.ts';
import { runSetting } from '../../../sim/calibration/cpu/run-setting.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { layersOf } from '../../../sim/calibration/network-of.ts';
import { sampleCpuRow } from './sample-cpu-row.ts';

let facts: CpuFacts;
beforeAll(async () => {
  facts = await loadCpuFacts();
});

const setting = (parts: Partial<MeasuredRow>) => runSetting(sampleCpuRow(parts), facts)!;

describe('facts of CPUs', () => {
  it('hold every chip and core with a measured time on its CPU', async () => {
    const rows = (await loadMeasured(['sbc-cpu', 'phone'])).filter((row) => row.latencyMs !== null);
    const without = new Set(rows.filter((row) => !runSetting(row, facts)).map((row) => row.device));
    // SNPE spreads a network over the DSP and the GPU of this board.
    expect([...without]).toEqual(['snapdragon-855-qrd']);
  });

  it('hold servers too', () => {
    expect(facts.chips['xeon-8380']).toMatchObject({ cores: { value: 40 } });
    expect(facts.cores['x86-amx']!.int8Macs.value).toBeGreaterThan(facts.cores['zen-4']!.int8Macs.value);
  });
});

describe('how a run uses its chip', () => {
  it('takes the clock of the row, of its mode, or the highest', () => {
    const xavier = { chip: 'tegra-xavier', family: 'carmel' };
    expect(setting({ clockMhz: 1500 }).clockHz).toBe(1.5e9);
    expect(setting({ ...xavier, clockMhz: null, mode: '30w-4core' })).toMatchObject({
      clockHz: 1.78e9,
      cores: 4,
    });
    expect(setting({ ...xavier, clockMhz: null, mode: null })).toMatchObject({ clockHz: 2.2656e9, cores: 8 });
  });

  it('counts threads up to the fast cores, and slow cores by what they add', () => {
    const pixel = { chip: 'snapdragon-670', family: 'kryo-360', clockMhz: null };
    const cores = (threads: string | null) => setting({ ...pixel, threads }).cores;
    expect(['1', '2', '4', 'big-cores', null].map(cores)).toEqual([1, 2, 2, 2, 2]);
    expect(cores('all')).toBeGreaterThan(2);
    expect(cores('all')).toBeLessThan(8);
  });

  it('knows how many level-two caches are at work', () => {
    expect(setting({}).l2Caches).toBe(1);
    expect(setting({ chip: 'tegra-xavier', family: 'carmel' }).l2Caches).toBe(4);
    expect(setting({ threads: '1' }).l2Caches).toBe(1);
  });

  it.each([{ precision: 'fp16' }, { family: 'cortex-x99' }, { chip: 'a chip' }])(
    'is not guessed: %o',
    (parts) => {
      expect(runSetting(sampleCpuRow(parts), facts)).toBeNull();
    },
  );
});

describe('work of one run', () => {
  const work = (parts: Partial<MeasuredRow>) => {
    const row = sampleCpuRow(parts);
    return cpuWork(row, runSetting(row, facts)!)!;
  };

  it('counts every product once, and all of them again for every sample', () => {
    const macs = (parts: Partial<MeasuredRow>) => {
      const { conv, pointwise, depthwise, fullyConnected } = work(parts);
      return conv + pointwise + depthwise + fullyConnected;
    };
    const one = layersOf(sampleCpuRow())!.reduce((sum, layer) => sum + layer.grossMacs, 0);
    expect(macs({})).toBe(one);
    expect(macs({ batch: 4 })).toBe(4 * one);
    expect(work({ batch: 4 }).layers).toBe(work({}).layers);
    // With several samples a weight is used more than once.
    expect(work({}).fullyConnected).toBeGreaterThan(0);
    expect(work({ batch: 4 }).fullyConnected).toBe(0);
  });

  it('moves fewer bytes where values are small or caches large', () => {
    const bytes = (parts: Partial<MeasuredRow>) => work(parts).dramBytes;
    expect(bytes({ precision: 'int8' })).toBeLessThan(bytes({}) / 4);
    expect(bytes({ chip: 'tegra-orin', family: 'cortex-a78ae' })).toBeLessThan(bytes({}));
  });
});
