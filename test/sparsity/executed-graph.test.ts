import { describe, expect, it } from 'vitest';
import type { Network } from '../../sim/network/network.ts';
import { describeWork, macLayers } from '../../sim/sparsity/describe-work.ts';
import { GraphExecutor } from '../../sim/sparsity/execute/graph/graph-executor.ts';
import { executedGraph } from '../../sim/sparsity/executed-graph.ts';
import { exitOutput, namedExits } from '../../sim/sparsity/exits/exit-names.ts';
import { furtherPoints } from '../../sim/sparsity/further-points.ts';
import type { OperatingPoint } from '../../sim/sparsity/operating-point.ts';
import { pointList, ungatedPoints } from '../../sim/sparsity/point-list.ts';
import { exitedResidual } from '../helpers/exited-graphs.ts';

const seeds = [1, 2, 3];
const macs = (network: Network, point: OperatingPoint) =>
  describeWork(network, point).reduce((sum, work) => sum + work.activeMacs, 0);
const inputOf = ({ input }: Network) =>
  Float32Array.from({ length: input.shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i));

describe.each(seeds)('a network with exits, seed %i', (seed) => {
  const { bare, network } = exitedResidual(seed, seed % 2 ? 'own' : 'one');
  const levels = ungatedPoints(pointList(network, null));
  const exits = furtherPoints(network, ['exits']);

  it('law: without exits a network is itself, and a level of one with exits costs what it does without', () => {
    for (const point of levels) {
      expect(executedGraph(bare, point)).toBe(bare);
      expect(describeWork(network, point)).toEqual(describeWork(bare, point));
    }
  });

  it('law: later exits cost more, none more than the level with all heads that were passed', () => {
    expect(exits.length).toBeGreaterThan(0);
    for (const level of levels) {
      const own = exits.filter((exit) => exit.levels[0] === level.levels[0]);
      const costs = own.map((exit) => macs(network, exit));
      expect(costs).toEqual([...costs].sort((a, b) => a - b));
      const all = { ...level, passedExits: own.map(({ exit }) => exit!) };
      const heads = macs(network, all) - macs(network, level);
      expect(heads).toBeGreaterThan(0);
      expect(Math.max(...costs)).toBeLessThan(macs(network, all));
      for (const exit of own) {
        const nodes = new Set(describeWork(network, all).map(({ node }) => node));
        expect(describeWork(network, exit).every(({ node }) => nodes.has(node))).toBe(true);
      }
    }
  });

  it('law: what runs at a point, alone, answers bit for bit as the whole network does there', async () => {
    const whole = await GraphExecutor.open(network);
    const feeds = { [network.input.name]: inputOf(network) };
    for (const point of [...levels, ...exits]) {
      const graph = executedGraph(network, point);
      const level = point.levels[0]!;
      const wanted =
        point.exit === undefined
          ? network.output.name
          : exitOutput({ exits: namedExits(network.outputs!) }, point.exit, level)!;
      expect(graph.output.name).toBe(wanted);
      const kept = (network.ladder?.layers ?? []).map(({ node }) =>
        graph.ladder!.layers.some((layer) => layer.node === node),
      );
      const alone = await GraphExecutor.open(graph);
      const own = point.levels.filter((_, i) => kept[i]);
      const found = alone.run(feeds, 1, { levels: own, outputs: [wanted] })[wanted];
      expect(found).toEqual(whole.run(feeds, 1, { levels: point.levels, outputs: [wanted] })[wanted]);
    }
  });

  it('is the same object each time, and refuses an exit that is not there', () => {
    const [exit] = exits;
    expect(executedGraph(network, exit!)).toBe(executedGraph(network, { ...exit!, id: 'again' }));
    expect(() => executedGraph(network, { ...exit!, exit: 99 })).toThrow(/exit 99.*logits_exit0/);
    expect(macLayers(network).length).toBeGreaterThan(describeWork(network, exit!).length - 2);
  });
});
