import { beforeAll, describe, expect, it } from 'vitest';
import type { FittedModel } from '../../../sim/calibration/class-model.ts';
import type { CpuFacts } from '../../../sim/calibration/cpu/cpu-facts.ts';
import { loadCpuFacts } from '../../../sim/calibration/cpu/load-cpu-facts.ts';
import { cpuThroughputModel } from '../../../sim/calibration/cpu/throughput-model.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { evaluate } from '../../../sim/validate/evaluate.ts';
import { summariseGroup } from '../../../sim/validate/summarise.ts';
import { sampleRow } from '../sample-row.ts';

let facts: CpuFacts;
let rows: readonly MeasuredRow[];
let fitted: FittedModel;
beforeAll(async () => {
  facts = await loadCpuFacts();
  rows = await loadMeasured(['server-cpu']);
  fitted = cpuThroughputModel(facts).fit(rows.filter((row) => row.use === 'score'));
});

const rate = (parts: Partial<MeasuredRow>): number =>
  fitted.predict(
    sampleRow({
      targetClass: 'server-cpu',
      chip: 'xeon-8380',
      family: 'x86-avx512-vnni',
      runtime: 'deepsparse',
      lineage: 'deepsparse',
      network: 'bert-large-384',
      clockMhz: null,
      latencyMs: null,
      ...parts,
    }),
  )!.central;

describe('throughput of servers', () => {
  it('doubles with the sockets', () => {
    expect(rate({ accelerators: 2 })).toBeCloseTo(2 * rate({}), 9);
  });

  it('counts inferences, not batches: a batch shares its weights and loses nothing', () => {
    const network = 'resnet-50-v1.5';
    const [one, eight] = [rate({ network, batch: 1 }), rate({ network, batch: 8 })];
    expect(eight).toBeGreaterThan(one);
    expect(eight).toBeLessThan(3 * one);
  });

  it('gains from zeros where the runtime skips them, less than they are, and nothing elsewhere', () => {
    const zeros = { sparsity: 'block-4', sparsityLevel: 0.8 };
    const gain = rate(zeros) / rate({});
    expect(gain).toBeGreaterThan(1.2);
    expect(gain).toBeLessThan(5);
    const dense = { runtime: 'openvino', lineage: 'openvino' };
    expect(rate({ ...dense, ...zeros })).toBe(rate(dense));
  });

  it('is closer on servers that it has not seen than every trivial prediction', () => {
    const model = cpuThroughputModel(facts);
    const found = summariseGroup(model, 'novel', evaluate(model, rows).byGroup.get('novel')!);
    expect(found).toMatchObject({ devices: 3, rows: 24 });
    expect(found.mapePercent).toBeLessThan(50);
    expect(found.difference!.value).toBeLessThan(0);
    expect(found.intervalCoverage).toBeGreaterThan(0.8);
  });
});
