import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packCsr } from '../../../../kernels/formats/pack-csr.ts';
import {
  createWebGpuKernel,
  type DenseMatrix,
  FormatError,
  matmulCondition,
  matmulReference,
  packBlockLadder,
  unpackBlockLadder,
  type WebGpuKernel,
} from '../../../../kernels/index.ts';
import { checkKernel, expectClose, ladderCase, matrixCase } from '../../../../kernels/testing/index.ts';
import { seededOrder, seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { flushingKernel } from '../../../helpers/flushing-kernel.ts';
import { orReason } from '../../../helpers/or-reason.ts';

const opened = await orReason(() => createWebGpuKernel());
const kernel = opened as WebGpuKernel;

const [rows, cols, n] = [70, 45, 37];
const weights = { rows, cols, values: seededValues(1, rows * cols, 'uniform', 0.4) };
const blocks = Math.ceil(rows / 4) * cols;
const ladder = packBlockLadder(weights, seededOrder(2, blocks), [blocks, blocks >> 1, blocks >> 3]);
const csr = packCsr(weights);
const x = seededValues(3, cols * n, 'uniform');

/** Bytes that go to the device while `act` runs. */
async function bytesWritten(act: () => unknown): Promise<number> {
  const queue = (globalThis as unknown as { GPUQueue: { prototype: GPUQueue } }).GPUQueue.prototype;
  const spy = vi.spyOn(queue, 'writeBuffer');
  try {
    await act();
    return spy.mock.calls.reduce((sum, [, , data]) => sum + (data as Float32Array).byteLength, 0);
  } finally {
    spy.mockRestore();
  }
}

// The laws stop a product after ten seconds, in which a device made of software may not compile a shader.
beforeAll(async () => {
  for (const count of opened ? [1, n] : []) {
    const input = x.subarray(0, cols * count);
    await kernel.csr(csr, input, count);
    await kernel.ladder(ladder, 0, input, count);
    await kernel.dense(weights, input, count);
  }
});
afterAll(() => opened?.destroy());

describe.skipIf(!opened)('the WebGPU kernels', () => {
  it('obey the laws', async () => {
    await checkKernel(flushingKernel(kernel), { seed: 42, numRuns: 6 });
  });

  it('agree with float64 on any CSR matrix', async () => {
    await fc.assert(
      fc.asyncProperty(matrixCase, async ({ weights, x, n }) => {
        const found = await flushingKernel(kernel).csr(packCsr(weights), x, n);
        expectClose(
          found,
          matmulReference(weights, x, n),
          matmulCondition(weights, x, n),
          weights.cols,
          'CSR',
        );
      }),
      { seed: 42, numRuns: 15 },
    );
  });

  it('end with scale, bias and ReLU, each where it is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        ladderCase,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        async (drawn, scaled, biased, relu) => {
          const { ladder, n } = drawn;
          const x = seededValues(drawn.seed, drawn.x.length, 'uniform');
          const tame = unpackBlockLadder(ladder, 0);
          fc.pre(tame.values.every((v) => v === 0 || Math.abs(v) > 1e-9));
          const { rows, cols } = tame;
          const scale = seededValues(drawn.seed + 5, rows, 'uniform');
          const bias = seededValues(drawn.seed + 6, rows, 'uniform');
          const epilogue = { ...(scaled && { scale }), ...(biased && { bias }), relu };
          const finish = (sum: number, i: number) => {
            const r = Math.floor(i / n);
            const y = (scaled ? scale[r]! : 1) * sum + (biased ? bias[r]! : 0);
            return relu ? Math.max(0, y) : y;
          };
          const expected = matmulReference(tame, x, n).map(finish);
          const condition = matmulCondition(tame, x, n).map((sum) => sum + 1);
          for (const found of [
            await kernel.dense(tame, x, n, epilogue),
            await kernel.csr(packCsr(tame), x, n, epilogue),
            await kernel.ladder(ladder, 0, x, n, epilogue),
          ])
            expectClose(found, expected, condition, cols + 2, JSON.stringify(epilogue));
        },
      ),
      { seed: 42, numRuns: 15 },
    );
  });

  it('copy weights to the device once, and nothing but a number for another level', async () => {
    const own = packBlockLadder(weights, seededOrder(4, blocks), [blocks, blocks >> 1]);
    const operands = 4 * cols * n + 28;
    const first = await bytesWritten(() => kernel.ladder(own, 0, x, n));
    expect(first).toBeGreaterThan(operands + blocks * 20);
    expect(await bytesWritten(() => kernel.ladder(own, 1, x, n))).toBe(operands);
    const product = await kernel.product(own, x, n);
    expect(await bytesWritten(() => product.setLevel(1))).toBe(4);
    product.destroy();
    await kernel.release(own);
    expect(await bytesWritten(() => kernel.ladder(own, 0, x, n))).toBe(first);
  });

  it('run queued products as often as asked, with the results of single calls', async () => {
    const products = [
      await kernel.product(weights, x, n),
      await kernel.product(csr, x, n),
      await kernel.product(ladder, x, n, { level: 1 }),
    ];
    const [dense, sparse, level] = products;
    await kernel.run(products, 3);
    expect(await dense!.read()).toEqual(await kernel.dense(weights, x, n));
    expect(await sparse!.read()).toEqual(await kernel.csr(csr, x, n));
    expect(await level!.read()).toEqual(await kernel.ladder(ladder, 1, x, n));
    level!.setLevel(2);
    level!.setInput(x.map((v) => -v));
    await kernel.run([level!]);
    expect(await level!.read()).toEqual(
      await kernel.ladder(
        ladder,
        2,
        x.map((v) => -v),
        n,
      ),
    );
    for (const product of products) product.destroy();
  });

  it('chain products without leaving the device', async () => {
    const back = { rows: cols, cols: rows, values: seededValues(7, rows * cols, 'uniform') };
    const first = await kernel.product(ladder, x, n, { epilogue: { relu: true } });
    const second = await kernel.product(back, first, n);
    await kernel.run([first, second]);
    const between = await kernel.ladder(ladder, 0, x, n, { relu: true });
    expect(await second.read()).toEqual(await kernel.dense(back, between, n));
    expect(() => second.setInput(between)).toThrow(RangeError);
  });

  it('take more rows than one dimension of a dispatch holds', async () => {
    const limits = (globalThis as unknown as { GPUSupportedLimits: { prototype: GPUSupportedLimits } })
      .GPUSupportedLimits.prototype;
    for (const [held, multiply] of [
      [4, () => kernel.dense(weights, x, n)],
      [6, () => kernel.csr(csr, x, n)],
      [6, () => kernel.ladder(ladder, 1, x, n)],
    ] as const) {
      const expected = await multiply();
      const most = vi.spyOn(limits, 'maxComputeWorkgroupsPerDimension', 'get').mockReturnValue(held);
      try {
        expect(await multiply()).toEqual(expected);
        expect(most).toHaveBeenCalled();
      } finally {
        most.mockRestore();
      }
    }
  });

  it('agree with float64 at right-hand sides around the edges of their tiles', async () => {
    const long = { rows: 21, cols: 150, values: seededValues(8, 21 * 150, 'uniform', 0.5) };
    const order = seededOrder(9, 6 * 150);
    const levels = packBlockLadder(long, order, [900, 400]);
    for (const count of [1, 8, 9, 16, 17, 31, 33, 64, 65, 129]) {
      const input = seededValues(count, 150 * count, 'uniform');
      const check = (found: Float32Array, means: DenseMatrix, form: string) =>
        expectClose(
          found,
          matmulReference(means, input, count),
          matmulCondition(means, input, count),
          150,
          `${form}, ${count} right-hand sides`,
        );
      check(await kernel.dense(long, input, count), long, 'dense');
      check(await kernel.csr(packCsr(long), input, count), long, 'CSR');
      for (const level of [0, 1])
        check(await kernel.ladder(levels, level, input, count), unpackBlockLadder(levels, level), 'ladder');
    }
  });

  it('meet infinities only where a weight meets them', async () => {
    const input = seededValues(6, cols * n, 'uniform').map((v, i) => (i % 7 ? v : Infinity));
    for (const found of [
      await kernel.dense({ ...weights, values: weights.values.map((v) => Math.abs(v) + 1) }, input, n),
      await kernel.csr(packCsr({ ...weights, values: weights.values.map(Math.abs) }), input, n),
    ])
      expect(found.some(Number.isNaN)).toBe(false);
  });

  it('answer many calls at once', async () => {
    const calls = [1, 2, 5, 9].map((count) => kernel.csr(csr, x.subarray(0, cols * count), count));
    for (const [i, count] of [1, 2, 5, 9].entries())
      expect(await calls[i]).toEqual(await kernel.csr(csr, x.slice(0, cols * count), count));
  });

  it('refuse operands that do not fit', async () => {
    const other = await kernel.product(weights, x, n);
    const refused = [
      () => kernel.dense(weights, x, n + 1),
      () => kernel.csr(csr, x.subarray(1), n),
      () => kernel.ladder(ladder, 3, x, n),
      () => kernel.ladder(ladder, 0, x, -1),
      () => kernel.dense(weights, x, n, { bias: new Float32Array(rows - 1) }),
      () => kernel.product(weights, other, n),
      () => kernel.product(weights, x, n, { level: 1 }),
    ];
    for (const call of refused) await expect(call(), String(call)).rejects.toThrow(RangeError);
    expect(() => other.setInput(x.subarray(1))).toThrow(RangeError);
    expect(() => other.setLevel(2)).toThrow(RangeError);
  });

  it('refuse matrices whose arrays do not fit their sides', async () => {
    const short = { rows, cols, values: weights.values.subarray(1) };
    await expect(kernel.dense(short, x, n)).rejects.toThrow(FormatError);
    await expect(kernel.csr({ ...csr, rows: rows + 1 }, x, n)).rejects.toThrow(FormatError);
  });

  it('refuse products that are gone or not theirs', async () => {
    const product = await kernel.product(csr, x, n);
    await expect(kernel.run([product], -1)).rejects.toThrow(RangeError);
    const other = await createWebGpuKernel();
    await expect(other.run([product])).rejects.toThrow('another kernel');
    other.destroy();
    product.destroy();
    await expect(kernel.run([product])).rejects.toThrow('destroyed');
    await expect(product.read()).rejects.toThrow('destroyed');
    expect(() => product.setInput(x)).toThrow('destroyed');
    const released = await kernel.product(csr, x, n);
    await kernel.release(csr);
    await expect(kernel.run([released])).rejects.toThrow(/destroyed/);
    expect(await kernel.csr(csr, x, n)).toHaveLength(rows * n);
  });
});
