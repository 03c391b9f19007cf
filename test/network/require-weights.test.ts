import { expect, it } from 'vitest';
import { benchmarkNetwork } from '../../sim/network/benchmarks/benchmark-network.ts';
import type { Network } from '../../sim/network/network.ts';
import { requireWeights } from '../../sim/network/require-weights.ts';
import { createExecutor } from '../../sim/sparsity/execute/create-executor.ts';
import { loadTarget } from '../../sim/targets/load-target.ts';
import { randomNetwork } from '../helpers/tiny-network.ts';

const refusal =
  /^kws-aloha: a graph of shapes: 'fc0\.weight' \[390, 256\] has no values.*give the path of an \.onnx file/;
const graph = benchmarkNetwork('kws-aloha');
const point = { id: 'dense', levels: [], gates: [] };

it('takes a network with weights as it is', () => {
  const network = randomNetwork(1);
  expect(requireWeights(network)).toBe(network);
});

it('refuses a graph of shapes, naming what lacks values and what to do', () => {
  expect(() => requireWeights(graph)).toThrow(refusal);
  expect(() => requireWeights(graph)).toThrow(expect.objectContaining({ code: 'E_MODEL_WEIGHTS' }));
});

// The types refuse it already; callers without types get the same answer.
it('is asked by executors before anything is allocated', async () => {
  await expect(async () => createExecutor(benchmarkNetwork('bert-large-384') as Network)).rejects.toThrow(
    /bert-large-384: a graph of shapes/,
  );
});

it('is asked where spikes are counted, which depend on the values', async () => {
  const target = await loadTarget('loihi-1', 'nxsdk-rate16');
  const plan = { network: graph, unit: target.units[0]!.name, numericForm: 'rate-16', point } as const;
  expect(() => target.fit(plan, [point])).toThrow(refusal);
});
