import { expect, it } from 'vitest';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';
import { operatingFrontier } from '../../../sim/sparsity/tune/operating-frontier.ts';
import { listStops } from '../../../sim/sparsity/tune/stop.ts';
import { stopMacs } from '../../../sim/sparsity/tune/stop-work.ts';
import { exitedResidual } from '../../helpers/exited-graphs.ts';
import { levelCount } from '../../helpers/random-graphs.ts';

const { network, bare } = exitedResidual(3, 'own');
const executor = await GraphExecutor.open(network);
const stops = listStops(network);
const stop = (id: string) => stops.find((each) => each.id === id)!;
const macs = (id: string) => stopMacs(executor, stop(id));

it('counts the work up to a stop: its layers and its head alone', async () => {
  const plain = await GraphExecutor.open(bare);
  for (let level = 0; level < levelCount; level++) {
    const whole = plain.layers.reduce(
      (sum, layer) => sum + layer.activeMacs(layer.ladder === null ? 0 : level),
      0,
    );
    expect(macs(`L${level}`)).toBe(whole);
    const exits = [0, 1, 2].map((exit) => macs(`L${level}e${exit}`));
    expect([...exits].sort((a, b) => a - b)).toEqual(exits);
    expect(exits[2]).toBeLessThan(whole);
  }
  const sparse = new Array<number>(network.ladder!.layers.length).fill(3);
  expect(stopMacs(executor, { ...stop('L0'), level: sparse })).toBe(macs('L3'));
});

it('adds the shares of the work that points come to, and the memory of their densest level', () => {
  const point = (id: string, reached: number[]) => ({
    ...{ id, measure: 'margin' as const, accuracy: 0.9, cost: 1, reached },
    stages: id.split('>').map((of) => ({ ...stop(of), threshold: null })),
  });
  const found = operatingFrontier(
    [point('L3', [1]), point('L3e1>L3>L1', [1, 0.5, 0.25]), point('L3e2>L2e0', [1, 0.5])],
    stops,
    executor,
  );
  expect(found.map((each) => each.macs)).toEqual([
    macs('L3'),
    macs('L3e1') + 0.5 * (macs('L3') - macs('L3e1')) + 0.25 * macs('L1'),
    macs('L3e2') + 0.5 * macs('L2e0'),
  ]);
  const bytes = (densest: number) => {
    const { capped, tables, activations, embeddings } = executor.memoryReport(densest);
    return capped.total + tables + activations + embeddings;
  };
  expect(found.map((each) => each.bytes)).toEqual([bytes(3), bytes(1), bytes(2)]);
});
