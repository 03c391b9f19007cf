import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { kernelHash } from '../../../kernels/index.ts';
import { describeWork, macLayers } from '../../../sim/sparsity/describe-work.ts';
import { createExecutor } from '../../../sim/sparsity/execute/create-executor.ts';
import { WasmExecutor } from '../../../sim/sparsity/execute/wasm-executor.ts';
import type { BatchOutcome } from '../../../sim/sparsity/executor.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import { randomImages, randomLadderNetwork, randomNetwork } from '../../helpers/tiny-network.ts';

const network = randomLadderNetwork(7, 0.25);
const levels = network.ladder!.levels.length;
const count = 13;
const images = randomImages(3, count);

const pointAt = (level: number, gate: number | null): OperatingPoint => ({
  id: `L${level}-${gate}`,
  levels: [level, level, level, level],
  gates: [gate, gate, gate, gate],
});

const anyPoint: fc.Arbitrary<OperatingPoint> = fc
  .record({
    levels: fc.array(fc.integer({ min: 0, max: levels - 1 }), { minLength: 4, maxLength: 4 }),
    gates: fc.array(fc.constantFrom(null, 0, 0.05, 0.2), { minLength: 4, maxLength: 4 }),
  })
  .map((p) => ({ id: JSON.stringify(p), ...p }));

function closeTo(found: BatchOutcome, expected: BatchOutcome): void {
  found.logits.forEach((v, i) => {
    expect(Math.abs(v - expected.logits[i]!)).toBeLessThan(1e-4);
  });
  found.confidence.forEach((v, i) => {
    expect(Math.abs(v - expected.confidence[i]!)).toBeLessThanOrEqual(8);
  });
}

describe('the WebAssembly executor', () => {
  const panels = new WasmExecutor(network);
  const single = new WasmExecutor(network, { batch: 1 });

  test('agrees with float64 at every level, gated and not', async () => {
    const reference = await createExecutor(network, { backend: 'reference' });
    for (let level = 0; level < levels; level++) {
      for (const gate of [null, 0, 0.1]) {
        const point = pointAt(level, gate);
        const found = panels.run(images, count, point);
        const expected = await reference.run(images, count, point);
        closeTo(found, expected);
        expect(found.topClass).toEqual(expected.topClass);
        // An element within rounding of the threshold may fall on either side; the images are chosen so that none does.
        expect(found.activeInputs).toEqual(expected.activeInputs);
        expect(found.effectiveMacs).toEqual(expected.effectiveMacs);
      }
    }
  });

  test('agrees with float64 in the fast mode too, whatever the batch', async () => {
    const reference = await createExecutor(network, { backend: 'reference' });
    for (const batch of [1, 8]) {
      const fast = new WasmExecutor(network, { mode: 'fast', batch });
      for (let level = 0; level < levels; level++) {
        const point = pointAt(level, null);
        closeTo(fast.run(images, count, point), await reference.run(images, count, point));
      }
    }
  });

  test('gives the same bits however samples are grouped, at any point', () => {
    fc.assert(
      fc.property(anyPoint, fc.integer({ min: 0, max: count - 1 }), (point, pick) => {
        const all = panels.run(images, count, point);
        expect(single.run(images, count, point)).toEqual(all);
        const alone = panels.run(images.subarray(pick * 784, (pick + 1) * 784), 1, point);
        expect(alone.logits).toEqual(all.logits.slice(pick * 10, pick * 10 + 10));
        expect(alone.effectiveMacs).toEqual(all.effectiveMacs.slice(pick * 6, pick * 6 + 6));
        expect(panels.run(images, count, point)).toEqual(all);
      }),
      { seed: 42, numRuns: 40 },
    );
  });

  test('skipping exact zeros changes no result; a threshold only ever skips more', () => {
    for (let level = 0; level < levels; level++) {
      const open = panels.run(images, count, pointAt(level, null));
      const zeros = panels.run(images, count, pointAt(level, 0));
      expect(zeros.logits).toEqual(open.logits);
      zeros.effectiveMacs.forEach((macs, i) => {
        expect(macs).toBeLessThanOrEqual(open.effectiveMacs[i]!);
      });
      const first = (o: BatchOutcome) => o.effectiveMacs.filter((_, i) => i % 6 === 1);
      const gated = first(panels.run(images, count, pointAt(level, 0.2)));
      first(zeros).forEach((macs, i) => {
        expect(gated[i]!).toBeLessThanOrEqual(macs);
      });
    }
  });

  test('a level capped at load gives the same bits; a denser level is refused', () => {
    const capped = new WasmExecutor(network, { residentLevels: { densest: 3 } });
    for (let level = 3; level < levels; level++) {
      const point = pointAt(level, 0.05);
      expect(capped.run(images, count, point)).toEqual(panels.run(images, count, point));
    }
    expect(() => capped.run(images, count, pointAt(2, null))).toThrow('level 2; loaded are levels 3 to 6');
    expect(capped.memoryReport(3).adaptive).toEqual(panels.memoryReport(3).capped);
  });

  test('without gates, counts are those of the description of work', () => {
    expect(panels.layers).toEqual(macLayers(network));
    for (let level = 0; level < levels; level++) {
      const point = pointAt(level, null);
      const work = describeWork(network, point).filter((w) => w.grossMacs > 0);
      const found = panels.run(images, 1, point);
      expect([...found.effectiveMacs]).toEqual(work.map((w) => w.activeMacs));
      expect([...found.activeInputs]).toEqual(work.map((w) => w.inputValues));
    }
  });

  test('a network without a ladder runs, at the one point it has', async () => {
    const plain = randomNetwork(7, 0.25);
    const point = { id: 'dense', levels: [], gates: [] };
    const found = new WasmExecutor(plain).run(images, count, point);
    closeTo(found, await (await createExecutor(plain, { backend: 'reference' })).run(images, count, point));
    expect(new WasmExecutor(plain, { batch: 1 }).run(images, count, point)).toEqual(found);
  });

  test('no images, no outcomes', () => {
    expect(panels.run(new Uint8Array(0), 0, pointAt(0, null)).logits.length).toBe(0);
  });

  test.each<[string, OperatingPoint, RegExp]>([
    ['a level that does not exist', pointAt(levels, null), /level 7; loaded are levels 0 to 6/],
    ['a negative gate', pointAt(0, -1), /gate -1; a finite threshold of 0 or more, or null, is needed/],
    [
      'too few levels',
      { id: 'short', levels: [0], gates: [null] },
      /1 levels and 1 gates; .* has 4 ladder layers/,
    ],
  ])('refuses %s', (_what, point, message) => {
    expect(() => panels.run(images, count, point)).toThrow(message);
  });

  test('refuses fewer bytes than images', () => {
    expect(() => panels.run(images, count + 1, pointAt(0, null))).toThrow(/784 bytes an image are needed/);
  });

  test('refuses weights that are not finite, by layer', () => {
    const broken = randomLadderNetwork(7, 0.25);
    broken.initialisers.get('conv3.weight')!.data[5] = Number.NaN;
    expect(() => new WasmExecutor(broken)).toThrow(/weights of conv3: .* is NaN/);
    const scales = randomLadderNetwork(7, 0.25);
    scales.ladder!.layers[1]!.scale[0] = Number.POSITIVE_INFINITY;
    expect(() => new WasmExecutor(scales)).toThrow(/scale of conv3: .*not all finite/);
  });

  test('the bits are those of every other machine', () => {
    // Weights and images are made by operations with one IEEE result, and so are the kernels: a change here means
    // that a kernel changed its arithmetic, and that committed outcome tables must be made anew.
    const hash = createHash('sha256');
    for (let level = 0; level < levels; level++) {
      const found = single.run(images, count, pointAt(level, level % 2 === 0 ? null : 0.05));
      for (const part of Object.values(found)) hash.update(part);
    }
    expect(hash.digest('hex')).toBe('1603f7e4576ff90e624a49a442ffc17b7cbfdb45fba894a51f3feda61c24f9ad');
  });

  test('the hash of the kernels is a SHA-256', () => {
    expect(kernelHash()).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('memory', () => {
  const executor = new WasmExecutor(network);

  test('falls with the level, and parts sum to the whole', () => {
    for (let level = 0; level < levels; level++) {
      const { alone, capped, adaptive } = executor.memoryReport(level);
      for (const part of [alone, capped, adaptive]) {
        expect(part.values + part.indices + part.rowPointers + part.epilogues).toBe(part.total);
      }
      expect(alone.total).toBeLessThanOrEqual(capped.total);
      expect(capped.total).toBeLessThanOrEqual(adaptive.total);
      if (level > 0) expect(capped.total).toBeLessThan(executor.memoryReport(level - 1).capped.total);
    }
  });

  test('at level 0 alone it is the weights and epilogues of the dense network', () => {
    const weights = [...network.initialisers.values()].filter((t) => t.shape.length === 4);
    const bytes = weights.reduce((sum, t) => sum + t.data.byteLength, 0);
    const fullyConnected = 12 * network.initialisers.get('fc.weight')!.shape[1]! * 4;
    expect(executor.memoryReport(0).alone.values).toBe(bytes + fullyConnected);
    const plain = new WasmExecutor(randomNetwork(7, 0.25));
    expect(plain.memoryReport().alone).toEqual(executor.memoryReport(0).alone);
  });

  test('at a level, values are four floats a block and one index a block', () => {
    const { alone } = executor.memoryReport(4);
    const blocks = network.ladder!.layers.reduce((sum, layer) => sum + layer.levelEnds[4]!, 0);
    expect(alone.indices).toBe(blocks * 4);
  });

  test('one sample at a time needs less', () => {
    const single = new WasmExecutor(network, { batch: 1 });
    expect(single.memoryReport(0).activations).toBeLessThan(executor.memoryReport(0).activations / 3);
  });
});

describe.each(['gpujs-cpu', 'gpujs-webasm'] as const)('the executor on %s', (backend) => {
  let wasm: WasmExecutor;
  beforeAll(() => {
    wasm = new WasmExecutor(network);
  });

  test('agrees with WebAssembly', async () => {
    const gpu = await createExecutor(network, { backend });
    expect(gpu.backend).toBe(backend);
    for (const point of [pointAt(0, null), pointAt(3, 0.1), pointAt(levels - 1, 0)]) {
      const found = await gpu.run(images, count, point);
      closeTo(found, wasm.run(images, count, point));
    }
  });
});
