import { expect, it } from 'vitest';
import { networkExits } from '../../../sim/sparsity/exits/exit-names.ts';
import { continues, listStops } from '../../../sim/sparsity/tune/stop.ts';
import { exitedResidual } from '../../helpers/exited-graphs.ts';
import { levelCount, randomTransformer } from '../../helpers/random-graphs.ts';

it('lists the exits of every level in the order of the network, then its end', () => {
  const stops = listStops(exitedResidual(3, 'own').network);
  expect(stops.map(({ id }) => id).slice(0, 8)).toEqual([
    ...['L0e0', 'L0e1', 'L0e2', 'L0'],
    ...['L1e0', 'L1e1', 'L1e2', 'L1'],
  ]);
  expect(stops.length).toBe(4 * levelCount);
  expect(stops[5]).toEqual({ id: 'L1e1', level: 1, exit: 1, output: 'logits_exit1_level1' });
  const one = listStops(exitedResidual(3, 'one').network);
  expect(one.map(({ id }) => id)).toEqual(stops.map(({ id }) => id));
  expect(one[5]!.output).toBe('logits_exit1');
});

it('goes on from an exit to later stops of the same level alone', () => {
  const stops = listStops(exitedResidual(3, 'own').network);
  const pairs = stops.flatMap((from) =>
    stops.filter((to) => continues(from, to)).map((to) => `${from.id}>${to.id}`),
  );
  expect(pairs.filter((pair) => pair.startsWith('L2'))).toEqual([
    ...['L2e0>L2e1', 'L2e0>L2e2', 'L2e0>L2'],
    ...['L2e1>L2e2', 'L2e1>L2', 'L2e2>L2'],
  ]);
  expect(pairs.length).toBe(6 * levelCount);
  const layered = (level: number[], exit: number | null) => ({ level, exit, output: '' });
  expect(continues(layered([1, 2], 0), layered([1, 2], null))).toBe(true);
  expect(continues(layered([1, 2], 0), layered([1, 1], null))).toBe(false);
});

it('refuses a network with several answers', () => {
  expect(() => networkExits(randomTransformer(1).network)).toThrow(
    'outputs early, late, tags; one answer is needed',
  );
});
