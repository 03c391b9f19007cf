import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Network } from '../../../sim/network/network.ts';
import { createExecutor } from '../../../sim/sparsity/execute/create-executor.ts';
import { Int8Executor } from '../../../sim/sparsity/execute/int8-executor.ts';
import { Int8ReferenceExecutor } from '../../../sim/sparsity/execute/int8-reference-executor.ts';
import { WasmExecutor } from '../../../sim/sparsity/execute/wasm-executor.ts';
import type { BatchOutcome } from '../../../sim/sparsity/executor.ts';
import { calibrateInt8 } from '../../../sim/sparsity/int8/calibrate-int8.ts';
import type { Int8Calibration } from '../../../sim/sparsity/int8/int8-calibration.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import { chainNetwork } from '../../helpers/chain-network.ts';
import { randomImages, randomLadderNetwork, randomNetwork } from '../../helpers/tiny-network.ts';

const network = randomLadderNetwork(7, 0.25);
const levels = network.ladder!.levels.length;
const count = 13;
const images = randomImages(3, count);
const ranges = calibrateInt8(network, { images, count, name: 'random' });
const executor = new Int8Executor(network, ranges);
const reference = new Int8ReferenceExecutor(network, ranges);

const pointAt = (level: number, gate: number | null): OperatingPoint => ({
  id: `L${level}-${gate}`,
  levels: [level, level, level, level],
  gates: [gate, gate, gate, gate],
});

const anyPoint: fc.Arbitrary<OperatingPoint> = fc
  .record({
    levels: fc.array(fc.integer({ min: 0, max: levels - 1 }), { minLength: 4, maxLength: 4 }),
    gates: fc.array(fc.constantFrom(null, 0, 0.05, 0.2, 9), { minLength: 4, maxLength: 4 }),
  })
  .map((p) => ({ id: JSON.stringify(p), ...p }));

/** Equal in every integer; the confidence comes from another exponential and may round the other way. */
function same(found: BatchOutcome, expected: BatchOutcome): void {
  expect({ ...found, confidence: 0 }).toEqual({ ...expected, confidence: 0 });
  found.confidence.forEach((v, i) => {
    expect(Math.abs(v - expected.confidence[i]!)).toBeLessThanOrEqual(1);
  });
}

describe('the int8 executor', () => {
  test('gives the integers of the plain reference at any point', () => {
    fc.assert(
      fc.property(anyPoint, (point) => {
        same(executor.run(images, count, point), reference.run(images, count, point));
      }),
      { seed: 42, numRuns: 25 },
    );
  });

  test('gives the same however samples are grouped', () => {
    fc.assert(
      fc.property(anyPoint, fc.integer({ min: 0, max: count - 1 }), (point, pick) => {
        const all = executor.run(images, count, point);
        const alone = executor.run(images.subarray(pick * 784, (pick + 1) * 784), 1, point);
        expect(alone.logits).toEqual(all.logits.slice(pick * 10, pick * 10 + 10));
        expect(alone.effectiveMacs).toEqual(all.effectiveMacs.slice(pick * 6, pick * 6 + 6));
      }),
      { seed: 43, numRuns: 20 },
    );
  });

  test('counts as fp32 does where nothing is gated, and skipping exact zeros changes no result', () => {
    const fp32 = new WasmExecutor(network);
    for (let level = 0; level < levels; level++) {
      const open = executor.run(images, count, pointAt(level, null));
      const there = fp32.run(images, count, pointAt(level, null));
      expect(open.effectiveMacs).toEqual(there.effectiveMacs);
      expect(open.activeInputs).toEqual(there.activeInputs);
      const zeros = executor.run(images, count, pointAt(level, 0));
      expect(zeros.logits).toEqual(open.logits);
      zeros.effectiveMacs.forEach((macs, i) => {
        expect(macs).toBeLessThanOrEqual(open.effectiveMacs[i]!);
      });
    }
  });

  test('stays near fp32: within a few steps of the logits', () => {
    const fp32 = new WasmExecutor(network);
    const { scale } = ranges.outputs.at(-1)!;
    for (let level = 0; level < levels; level++) {
      const found = executor.run(images, count, pointAt(level, null)).logits;
      const wanted = fp32.run(images, count, pointAt(level, null)).logits;
      const squares = found.reduce((sum, v, i) => sum + (v - wanted[i]!) ** 2, 0);
      expect(Math.sqrt(squares / found.length)).toBeLessThan(8 * scale);
    }
  });

  test('the integers are those of every other machine', () => {
    const hash = createHash('sha256');
    for (let level = 0; level < levels; level++) {
      const found = executor.run(images, count, pointAt(level, level % 2 === 0 ? null : 0.05));
      for (const part of Object.values(found)) hash.update(part);
    }
    expect(hash.digest('hex')).toBe('52c5549345d867cfbe219ef9e9801382f1e355396b00c5224c75a9948dbe5b53');
  });

  test('runs a network without a ladder', () => {
    const plain = randomNetwork(8, 0.25);
    const own = calibrateInt8(plain, { images, count, name: 'random' });
    const point = { id: 'dense', levels: [], gates: [] };
    same(
      new Int8Executor(plain, own).run(images, count, point),
      new Int8ReferenceExecutor(plain, own).run(images, count, point),
    );
  });

  test('refuses the ranges of another network, other backends and levels that are left out', async () => {
    const fewer: Int8Calibration = { ...ranges, outputs: ranges.outputs.slice(1) };
    expect(() => new Int8Executor(network, fewer)).toThrow(/calibrate it again/);
    await expect(createExecutor(network, { int8: ranges, backend: 'gpujs-cpu' })).rejects.toThrow(
      /gpujs-cpu does not compute in int8/,
    );
    const residentLevels = { densest: 2 };
    await expect(createExecutor(network, { int8: ranges, residentLevels })).rejects.toThrow(
      /loads every level/,
    );
    expect(() => executor.run(images, count, pointAt(levels, null))).toThrow(/level 7; loaded are/);
  });
});

test('negative outputs, pools of all kinds, uneven padding and softmax, in integers', () => {
  const chain = chainNetwork(
    [1, 2, 12, 11],
    [
      {
        type: 'Conv',
        constants: [[6, 2, 3, 2], [6]],
        attributes: { strides: [1, 2], dilations: [2, 1], pads: [2, 0, 1, 1] },
        shape: [1, 6, 11, 6],
      },
      {
        type: 'BatchNormalization',
        constants: [[6], [6], [6], [6]],
        attributes: { epsilon: 1e-3 },
        shape: [1, 6, 11, 6],
      },
      {
        type: 'MaxPool',
        attributes: { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 0, 1, 1] },
        shape: [1, 6, 6, 6],
      },
      { type: 'Conv', constants: [[7, 6, 1, 1]], shape: [1, 7, 6, 6] },
      {
        type: 'AveragePool',
        attributes: { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 0, 0] },
        shape: [1, 7, 3, 3],
      },
      { type: 'Flatten', shape: [1, 63] },
      { type: 'Gemm', constants: [[63, 4], [4]], attributes: { alpha: 0.5, beta: 2 }, shape: [1, 4] },
      { type: 'Softmax', attributes: { axis: 1 }, shape: [1, 4] },
    ],
  );
  const some = randomImages(5, 20).subarray(100, 100 + 9 * 264);
  const own = calibrateInt8(chain, { images: some, count: 9, name: 'random' });
  expect(own.outputs.some(({ zeroPoint }) => zeroPoint > 0)).toBe(true);
  expect(own.outputs[1]).toMatchObject({
    scale: own.outputs[0]!.scale,
    zeroPoint: own.outputs[0]!.zeroPoint,
  });
  const point = { id: 'dense', levels: [], gates: [] };
  const found = new Int8Executor(chain, own).run(some, 9, point);
  const wanted = new Int8ReferenceExecutor(chain, own).run(some, 9, point);
  expect(found.topClass).toEqual(wanted.topClass);
  found.logits.forEach((v, i) => {
    expect(v).toBeCloseTo(wanted.logits[i]!, 6);
  });
});

/** A chain of one layer whose batch norm has switched channel 1 off. */
function switchedOff(): Network {
  const chain = chainNetwork(
    [1, 1, 4, 4],
    [
      { type: 'Conv', constants: [[5, 1, 3, 3]], shape: [1, 5, 2, 2] },
      { type: 'BatchNormalization', constants: [[5], [5], [5], [5]], shape: [1, 5, 2, 2] },
      { type: 'Relu', shape: [1, 5, 2, 2] },
    ],
  );
  const [gamma, beta] = [0, 1].map((i) => chain.initialisers.get(`BatchNormalization1.${i}`)!.data);
  gamma![1] = 0;
  beta![1] = 0.75;
  return chain;
}

test('a channel that batch norm has switched off is its bias', () => {
  const chain = switchedOff();
  const some = randomImages(5, 1).subarray(0, 8 * 16);
  const own = calibrateInt8(chain, { images: some, count: 8, name: 'random' });
  const point = { id: 'dense', levels: [], gates: [] };
  const { logits } = new Int8Executor(chain, own).run(some, 8, point);
  const { scale } = own.outputs[0]!;
  for (let j = 0; j < 8; j++) {
    for (let p = 0; p < 4; p++) {
      expect(Math.abs(logits[j * 20 + 4 + p]! - 0.75)).toBeLessThanOrEqual(scale / 2 + 1e-6);
    }
  }
});
