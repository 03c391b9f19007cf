import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FittedModel } from '../../../sim/calibration/class-model.ts';
import type { ChipFacts, CpuFacts } from '../../../sim/calibration/cpu/cpu-facts.ts';
import { cpuLatencyModel } from '../../../sim/calibration/cpu/latency-model.ts';
import { loadCpuFacts } from '../../../sim/calibration/cpu/load-cpu-facts.ts';
import { folds } from '../../../sim/calibration/hold-out.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import { type MeasuredRow, measuredValue } from '../../../sim/calibration/measured/measured-row.ts';
import { sampleCpuRow } from './sample-cpu-row.ts';

let facts: CpuFacts;
let rows: readonly MeasuredRow[];
let fitted: FittedModel;
const own: Record<string, ChipFacts> = {};
beforeAll(async () => {
  const shipped = await loadCpuFacts();
  facts = {
    ...shipped,
    chips: new Proxy(shipped.chips, { get: (chips, id: string) => own[id] ?? chips[id] }),
  };
  rows = [...(await loadMeasured(['sbc-cpu'])), ...(await loadMeasured(['phone']))];
  fitted = cpuLatencyModel(facts, 'sbc-cpu').fit(rows.filter((row) => row.use === 'score'));
});

const central = (parts: Partial<MeasuredRow>): number => fitted.predict(sampleCpuRow(parts))!.central;

describe('time of one inference on a CPU', () => {
  it('falls with the clock, but not faster', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('resnet-50-v1.5', 'mobilenet-v1-0.25-128', 'mlperf-tiny-ad'),
        fc.constantFrom('fp32', 'int8'),
        fc.double({ min: 600, max: 2000, noNaN: true }),
        fc.double({ min: 1.05, max: 3, noNaN: true }),
        (network, precision, clockMhz, faster) => {
          const ratio =
            central({ network, precision, clockMhz }) /
            central({ network, precision, clockMhz: clockMhz * faster });
          expect(ratio).toBeGreaterThan(1);
          expect(ratio).toBeLessThanOrEqual(faster * (1 + 1e-9));
        },
      ),
      { seed: 20, numRuns: 40 },
    );
  });

  it('falls with cores and with bandwidth of a board that a user describes', () => {
    const base = facts.chips.bcm2711!;
    const times = (change: (factor: number) => ChipFacts) =>
      [1, 2, 4].map((factor) => {
        own['my-board'] = change(factor);
        return central({ chip: 'my-board', network: 'resnet-50-v1.5' });
      });
    const cores = times((factor) => ({ ...base, cores: { ...base.cores, value: factor } }));
    const bandwidth = times((factor) => ({
      ...base,
      dramBandwidth: { ...base.dramBandwidth, value: 5 * factor },
    }));
    for (const falling of [cores, bandwidth]) expect(falling).toEqual([...falling].sort((a, b) => b - a));
    expect(cores[0]! / cores[1]!).toBeGreaterThan(1.4);
  });

  it('orders cores by what their manuals say, where nothing was measured on them', () => {
    const on = (family: string) =>
      central({ chip: 'bcm2711', family, runtime: 'new', lineage: 'new', network: 'resnet-50-v1.5' });
    expect(on('cortex-a76')).toBeLessThan(on('cortex-a72'));
    expect(on('andes-ax45mp')).toBeGreaterThan(on('cortex-a53'));
  });

  it('adds up over the layers, each with its causes', () => {
    for (const parts of [
      {},
      { network: 'resnet-50-v1.5', precision: 'int8' },
      { network: 'mlperf-tiny-ad' },
    ]) {
      const shares = fitted.split!(sampleCpuRow(parts))!;
      const sum = shares.flatMap(({ byCause }) => [...byCause.values()]).reduce((a, b) => a + b, 0);
      expect(sum / central(parts)).toBeCloseTo(1, 9);
      expect(shares.at(-1)).toMatchObject({ kind: 'whole' });
    }
  });

  it('of a batch is less than that of its samples one by one', () => {
    for (const network of ['mobilenet-v1-1.0-224', 'mlperf-tiny-ad']) {
      const [one, eight] = [central({ network }), central({ network, batch: 8 })];
      expect(eight).toBeGreaterThan(one);
      expect(eight).toBeLessThan(8 * one);
    }
  });

  it('is less certain, the less of it was seen, and more after one measured run', () => {
    const ratio = (model: FittedModel, parts: Partial<MeasuredRow>) => {
      const { low, high } = model.predict(sampleCpuRow(parts))!;
      return high / low;
    };
    const novel = { chip: 'rk3588s', family: 'cortex-a76', clockMhz: 2400 };
    expect(ratio(fitted, novel)).toBeGreaterThan(ratio(fitted, {}));
    const anchored = fitted.anchoredBy!([
      sampleCpuRow({ ...novel, network: 'resnet-50-v1.5', latencyMs: 200 }),
    ]);
    expect(ratio(anchored, novel)).toBeLessThan(ratio(fitted, novel));
    expect(anchored.predict(sampleCpuRow(novel))!.central).toBeGreaterThan(central(novel));
  });

  it('is not guessed for what it does not know', () => {
    for (const parts of [
      { network: 'gpt-j-6b' },
      { family: 'hexagon-690' },
      { chip: 'new' },
      { precision: 'fp16' },
    ])
      expect(fitted.predict(sampleCpuRow(parts))).toBeNull();
  });
});

describe('a chip and its boards', () => {
  it('are predicted from others alone, held out', () => {
    const model = cpuLatencyModel(facts, 'sbc-cpu');
    const isHeld = (row: MeasuredRow) => row.chip === 'bcm2711';
    const predictions = (all: readonly MeasuredRow[]) => {
      const { kept } = folds(all, 'chip').find((fold) => fold.held.some(isHeld))!;
      const fit = model.fit(kept);
      return all
        .filter((row) => isHeld(row) && measuredValue(row, 'latency') !== null)
        .map((row) => ({ row, central: fit.predict(row)?.central ?? Number.NaN }));
    };
    const found = predictions(rows);
    const changed = rows.map((row) =>
      isHeld(row) && row.latencyMs ? { ...row, latencyMs: row.latencyMs * 7 } : row,
    );
    expect(predictions(changed).map((one) => one.central)).toEqual(found.map((one) => one.central));
    const errors = found.map(({ row, central: ms }) => Math.abs(ms / row.latencyMs! - 1));
    // 27% when this was written: it must not be lost again.
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.32);
  });
});
