import { chainSpec, layerChain } from '../chains/layer-chain.ts';
import { runChain, runChainWithBound } from '../chains/run-chain.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { kernelProducts } from '../kernel-product.ts';

/** Whole small networks, their products by the kernel, stay within the error that float32 may make over all layers. */
export const networks: KernelLaw = {
  id: 'networks',
  name: 'whole small networks',
  products: kernelProducts.filter((product) => product !== 'int8'),
  // A kernel of fixed N:M shapes cannot read the weights of any network.
  applies: (_kernel, product, options) => product !== 'nm' || options.nmShapes === undefined,
  specs: chainSpec,
  async holds({ product, spec, load, multiply }) {
    const chain = layerChain(spec.chain!, spec);
    const { values, bounds } = runChainWithBound(chain);
    const single = product === 'tall' || product === 'columns';
    const found = await runChain(chain, async (weights, x, n) => {
      const matrix = load(weights)[0]!;
      if (!single) return multiply(matrix, x, n);
      const y = new Float32Array(weights.rows * n);
      for (let j = 0; j < n; j++) {
        const column = Float32Array.from({ length: weights.cols }, (_, c) => x[c * n + j]!);
        const one = await multiply(matrix, column, 1);
        for (let r = 0; r < weights.rows; r++) y[r * n + j] = one[r]!;
      }
      return y;
    });
    found.forEach((sample, j) => {
      const wrong = sample.findIndex((value, i) => !(Math.abs(value - values[j]![i]!) <= bounds[j]![i]!));
      if (wrong >= 0)
        throw new Error(
          `${product}: output ${wrong} of sample ${j} is ${sample[wrong]}, expected ${values[j]![wrong]} within ${bounds[j]![wrong]!.toPrecision(3)}`,
        );
    });
  },
};
