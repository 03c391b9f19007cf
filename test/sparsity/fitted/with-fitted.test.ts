import { describe, expect, it } from 'vitest';
import type { Network } from '../../../sim/network/network.ts';
import { residualBlocks } from '../../../sim/network/residual-blocks.ts';
import { describeWork } from '../../../sim/sparsity/describe-work.ts';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';
import {
  decodeFits,
  encodeFits,
  type FittedPoint,
  hashFitted,
} from '../../../sim/sparsity/fitted/fitted-point.ts';
import { withFitted } from '../../../sim/sparsity/fitted/with-fitted.ts';
import { hashPoints } from '../../../sim/sparsity/table-key.ts';
import { layerWork } from '../../../sim/targets/layer-work.ts';
import { randomResidual } from '../../helpers/random-graphs.ts';

const { network } = randomResidual(2);
const layers = network.ladder!.layers;
const at = (level: number) => ({
  id: `L${level}`,
  levels: layers.map(() => level),
  gates: layers.map(() => null),
});
const image = Float32Array.from({ length: 2 * 9 * 11 }, (_, i) => Math.cos(3 * i));
const answer = async (of: Network, level: number) =>
  (await GraphExecutor.open(of)).run({ image }, 1, { levels: level })['logits'];
const adds = residualBlocks(network).map(({ add }) => add);

describe('a network at a point', () => {
  it('law: with nothing skipped it is the network, and with all of each group kept it answers the same bits', async () => {
    expect(withFitted(network, { ...at(1), skips: [] })).toBe(network);
    const whole = withFitted(network, { ...at(0), pattern: { kept: 4, group: 4 } });
    expect(whole).not.toBe(network);
    expect(await answer(whole, 0)).toEqual(await answer(network, 0));
    const half = withFitted(network, { ...at(0), pattern: { kept: 2, group: 4 } });
    expect(await answer(half, 0)).not.toEqual(await answer(network, 0));
  });

  it('has what was fitted in place of one level, and the other levels keep theirs', async () => {
    const layer = layers.find(({ node }) => node === 'two.way')!;
    const values = (add: number) => Float32Array.from({ length: layer.rows }, (_, i) => 0.5 + add * i);
    const fit: FittedPoint = {
      ...{ level: 1, skips: [adds[1]!], pattern: null },
      epilogues: [{ node: 'two.way', scale: values(0.1), bias: values(-0.1) }],
      head: { weight: new Float32Array(5 * 12).fill(0.25), bias: Float32Array.of(1, 2, 3, 4, 5) },
    };
    const fitted = { hash: hashFitted(fit), head: 'logits' };
    const point = { ...at(1), skips: fit.skips, fitted };
    const own = withFitted(network, point, [fit]);
    const written = own.ladder!.layers.find(({ node }) => node === 'two.way')!;
    const rows = layer.rows;
    expect(written.scale.subarray(rows, 2 * rows)).toEqual(fit.epilogues[0]!.scale);
    expect(written.scale.subarray(0, rows)).toEqual(layer.scale.subarray(0, rows));
    // One number for all features and classes: the answers differ by their biases alone.
    const logits = [...(await answer(own, 1))!];
    const above = logits.map((logit, c) => logit - logits[0]! - c);
    expect(Math.max(...above.map(Math.abs))).toBeLessThan(1e-5);
    expect(() => withFitted(network, point, [])).toThrow(/does not come with network/);
    expect(hashPoints([point])).not.toBe(hashPoints([{ ...point, fitted: { ...fitted, hash: 'x' } }]));
    expect(layerWork(network, point).flatMap(({ node, fitted: of }) => (of ? [node] : []))).toContain(
      'logits',
    );
  });

  it('law: fits are read as they are written, and every number of them is in their hash', () => {
    const fit: FittedPoint = {
      ...{ level: 0, skips: [], pattern: { kept: 2, group: 4 } },
      epilogues: [{ node: 'stem', scale: Float32Array.of(0.1, -0), bias: Float32Array.of(1e-30, 3) }],
      head: null,
    };
    const fits = { version: 1, networkHash: 'n', data: 'd', rule: 'r', points: [fit] } as const;
    expect(decodeFits(encodeFits(fits))).toEqual(fits);
    for (const change of [
      { level: 1 },
      { skips: ['x'] },
      { pattern: { kept: 1, group: 4 } },
      { epilogues: [{ ...fit.epilogues[0]!, bias: Float32Array.of(1e-30, 4) }] },
      { head: { weight: Float32Array.of(1), bias: Float32Array.of(1) } },
    ])
      expect(hashFitted({ ...fit, ...change })).not.toBe(hashFitted(fit));
  });

  it('law: a pattern keeps its share of the multiply-accumulates of every layer that it prunes', () => {
    const dense = new Map(describeWork(network, at(0)).map((work) => [work.node, work]));
    for (const kept of [1, 2, 3, 4])
      for (const work of describeWork(network, { ...at(0), pattern: { kept, group: 4 } })) {
        const share = layers.some(({ node, cols }) => node === work.node && cols % 4 === 0) ? kept / 4 : 1;
        expect(work.activeMacs).toBe(share * dense.get(work.node)!.activeMacs);
        expect(work.grossMacs).toBe(dense.get(work.node)!.grossMacs);
      }
  });
});
