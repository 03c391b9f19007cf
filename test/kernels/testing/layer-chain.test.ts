import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conv2dOutput, matmulReference, referenceKernel } from '../../../kernels/index.ts';
import { layerChains, runChain, runChainWithBound } from '../../../kernels/testing/index.ts';

const settings = { seed: 42, numRuns: 150 };

it('chains fit together: every layer reads what the one before it gives', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(layerChains, ({ layers, images, samples }) => {
      let size = images.length / samples;
      for (const layer of layers) {
        kinds.add(layer.kind === 'pool' ? layer.pool : layer.kind);
        if (layer.kind === 'relu') continue;
        const { channels, height, width, kernelH, kernelW } = layer.shape;
        expect(channels * height * width).toBe(size);
        const out = conv2dOutput(layer.shape);
        if (layer.kind !== 'pool') expect(layer.weights.cols).toBe(channels * kernelH * kernelW);
        size = (layer.kind === 'pool' ? channels : layer.weights.rows) * out.height * out.width;
        expect(size).toBeGreaterThan(0);
      }
    }),
    settings,
  );
  expect([...kinds].toSorted()).toEqual(['conv', 'gemm', 'max', 'mean-inside', 'relu']);
});

it('in float64 a chain gives the centre of its bound, and in float32 something inside it', async () => {
  let off = 0;
  await fc.assert(
    fc.asyncProperty(layerChains, async (chain) => {
      const { values, bounds } = runChainWithBound(chain);
      const exact = await runChain(chain, (w, x, n) => matmulReference(w, x, n));
      const single = await runChain(chain, (w, x, n) => referenceKernel.dense(w, x, n));
      for (const found of [exact, single]) {
        found.forEach((sample, j) => {
          sample.forEach((value, i) => {
            const away = Math.abs(value - values[j]![i]!);
            off = Math.max(off, away);
            if (!(away <= bounds[j]![i]!))
              throw new Error(`${value} is ${away} away; the bound is ${bounds[j]![i]}`);
          });
        });
      }
    }),
    settings,
  );
  expect(off).toBeGreaterThan(0);
});

it('a relative error of 1e-4 in one product leaves the bound', async () => {
  const outside = fc
    .sample(layerChains, settings)
    .filter(({ layers }) => layers[0]!.kind === 'gemm' || layers[0]!.kind === 'conv');
  expect(outside.length).toBeGreaterThan(20);
  let caught = 0;
  for (const chain of outside) {
    const { values, bounds } = runChainWithBound({ ...chain, layers: chain.layers.slice(0, 1) });
    const found = await runChain({ ...chain, layers: chain.layers.slice(0, 1) }, (w, x, n) =>
      matmulReference(w, x, n).map((v) => v * (1 + 1e-4)),
    );
    if (found.some((sample, j) => sample.some((v, i) => Math.abs(v - values[j]![i]!) > bounds[j]![i]!)))
      caught++;
  }
  expect(caught).toBeGreaterThan(outside.length / 2);
});
