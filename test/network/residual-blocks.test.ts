import { expect, it } from 'vitest';
import { residualBlocks } from '../../sim/network/residual-blocks.ts';
import { describeWork } from '../../sim/sparsity/describe-work.ts';
import { executedGraph } from '../../sim/sparsity/executed-graph.ts';
import { exitedResidual } from '../helpers/exited-graphs.ts';
import { randomResidual } from '../helpers/random-graphs.ts';

const { network } = randomResidual(1);
const layers = network.ladder!.layers;
const point = { id: 'L1', levels: layers.map(() => 1), gates: layers.map(() => null) };

it('finds sums in execution order, and keeps the way with fewer operators, whichever operand it is', () => {
  expect(residualBlocks(network).map(({ add }) => add)).toEqual(['one.sum', 'two.sum', 'three.sum']);
  expect(residualBlocks(network).map(({ kept }) => kept)).toEqual(['stem.relu', 'two.way.bn', 'two']);
  expect(residualBlocks(network).map(({ branch }) => branch)).toEqual(
    ['one', 'two', 'three'].map((name) => `${name}.conv2.bn`),
  );
});

it('law: the more sums are skipped the less runs, and nothing that did not run before', () => {
  const adds = residualBlocks(network).map(({ add }) => add);
  const macs = (skips: readonly string[]) => {
    const work = describeWork(network, { ...point, skips });
    return {
      nodes: work.map(({ node }) => node),
      sum: work.reduce((all, { activeMacs }) => all + activeMacs, 0),
    };
  };
  for (let mask = 0; mask < 8; mask++)
    for (let more = 0; more < 3; more++) {
      const skips = adds.filter((_, i) => mask & (1 << i));
      if (skips.includes(adds[more]!)) continue;
      const [before, after] = [macs(skips), macs([...skips, adds[more]!])];
      expect(after.sum).toBeLessThan(before.sum);
      expect(before.nodes).toEqual(expect.arrayContaining(after.nodes));
    }
  expect(executedGraph(network, { ...point, skips: [] })).toBe(network);
  const exits = exitedResidual(1, 'one').network;
  expect(executedGraph(exits, { ...point, skips: [] })).toBe(executedGraph(exits, point));
  expect(() => executedGraph(network, { ...point, skips: ['stem'] })).toThrow(
    /no residual sum 'stem'.*one.sum/,
  );
});
