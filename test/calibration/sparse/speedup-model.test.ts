import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FittedModel } from '../../../sim/calibration/class-model.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { loadSparseReferences } from '../../../sim/calibration/sparse/sparse-references.ts';
import { sparseClasses, sparseRows } from '../../../sim/calibration/sparse/sparse-rows.ts';
import { sparseSpeedupModel } from '../../../sim/calibration/sparse/speedup-model.ts';
import { sampleRow } from '../sample-row.ts';

let rows: readonly MeasuredRow[];
let fitted: FittedModel;
beforeAll(async () => {
  rows = sparseRows(await loadMeasured(sparseClasses)).filter((row) => row.use === 'score');
  fitted = sparseSpeedupModel(await loadSparseReferences()).fit(rows);
});

const speedup = (parts: Partial<MeasuredRow>): number =>
  fitted.predict(
    sampleRow({
      targetClass: 'sparse',
      family: 'server-cpu',
      chip: 'new',
      lineage: 'deepsparse',
      network: 'bert-large-384',
      precision: 'fp32',
      sparsity: 'block-4',
      sparsityLevel: 0.8,
      ...parts,
    }),
  )!.central;
const a100 = {
  family: 'server-gpu',
  device: 'a100',
  chip: 'a100',
  lineage: 'tensorrt',
  precision: 'int8',
  sparsity: '2:4',
  sparsityLevel: 0.5,
} as const;

describe('the speed-up of a sparse network', () => {
  it('on an A100 with 2:4 sparsity is far less than two times on a whole network', () => {
    for (const network of ['bert-large-384', 'bert-base-384', 'resnet-50-v1.5', 'resnext-101-32x8d']) {
      expect(speedup({ ...a100, network }), network).toBeLessThan(1.7);
      expect(speedup({ ...a100, network }), network).toBeGreaterThan(1.05);
    }
  });

  it('is nothing without kernels for that kind of zeros', () => {
    for (const lineage of ['onnxruntime', 'tflite', 'armnn', 'an engine that nobody knows'])
      expect(speedup({ lineage, sparsityLevel: 0.95 })).toBe(1);
    expect(speedup({ ...a100, sparsity: 'unstructured', sparsityLevel: 0.95 })).toBe(1);
    expect(speedup({ sparsity: '2:4', sparsityLevel: 0.5 })).toBe(1);
  });

  it('grows with the zeros and stays below one over what is left', () => {
    const level = fc.double({ min: 0.3, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(level, level, fc.constantFrom('block-4', 'unstructured'), (a, b, sparsity) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const at = (sparsityLevel: number) => speedup({ sparsity, sparsityLevel });
        expect(at(more)).toBeGreaterThanOrEqual(at(less));
        expect(at(more)).toBeLessThan(1 / (1 - more));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('is smaller for a network of narrow matrices, whose time is mostly something else', () => {
    expect(speedup({ network: 'mobilebert-384' })).toBeLessThan(0.8 * speedup({}));
  });

  it('is not guessed where the share of zeros or the kind of processor is not known', () => {
    expect(fitted.predict(sampleRow({ ...a100, sparsityLevel: null }))).toBeNull();
    expect(fitted.predict(sampleRow({ ...a100, family: 'npu' }))).toBeNull();
  });
});

describe('rows of sparse speed-ups', () => {
  it('are those with zeros and a ratio, held out by chip and known by the kind of processor', () => {
    expect(rows).toHaveLength(15);
    expect(new Set(rows.map((row) => row.family))).toEqual(new Set(sparseClasses));
    expect(rows.every((row) => row.targetClass === 'sparse' && row.sparsity !== null)).toBe(true);
  });

  it('have a reference that exists', async () => {
    const ids = new Set((await loadMeasured(sparseClasses)).map((row) => row.id));
    const references = Object.keys(await loadSparseReferences());
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((id) => !ids.has(id))).toEqual([]);
  });
});
