import { describe, expect, it } from 'vitest';
import { benchmarkNetwork } from '../../../sim/network/benchmarks/benchmark-network.ts';
import { denseWork } from '../../../sim/network/dense-work.ts';
import { fusedGroups } from '../../../sim/network/fused-groups.ts';
import { mlperfTinyLayers } from './mlperf-tiny-layers.ts';

/** As the published tables write shapes: height x width x channels. */
function published(shape: readonly number[]): string {
  const [, channels, height, width] = shape;
  return shape.length === 2 ? String(channels) : `${height}x${width}x${channels}`;
}

describe.each(Object.entries(mlperfTinyLayers))('%s', (id, layers) => {
  const network = benchmarkNetwork(id);

  it('has the operators, shapes, multiply-accumulates and parameters of the reference file', () => {
    const groups = fusedGroups(network);
    const found = denseWork(network).map((work, i) => {
      const names = new Set(groups[i]!.nodes.flatMap((node) => node.inputs));
      const sizes = [...names].map(
        (name) => network.initialisers.get(name)?.shape.reduce((a, b) => a * b) ?? 0,
      );
      const params = sizes.reduce((a, b) => a + b);
      return [work.kind, published(work.inputShape), published(work.outputShape), work.grossMacs, params];
    });
    expect(found).toEqual(layers);
  });
});
