import { describe, expect, it } from 'vitest';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';
import { confidence } from '../../../sim/sparsity/tune/confidence.ts';
import { runCascade, runnableCascade } from '../../../sim/sparsity/tune/run-cascade.ts';
import { listStops } from '../../../sim/sparsity/tune/stop.ts';
import { exitedResidual } from '../../helpers/exited-graphs.ts';
import { randomValues } from '../../helpers/random-graphs.ts';

const { network } = exitedResidual(11, 'own');
const executor = await GraphExecutor.open(network);
const stops = listStops(network);
const stop = (id: string) => stops.find((each) => each.id === id)!;
const image = (i: number) => ({ image: randomValues(40 + i, 198) });
const alone = (id: string, i: number) => {
  const { level, output } = stop(id);
  return executor.run(image(i), 1, { levels: level, outputs: [output] })[output]!;
};

describe('runCascade', () => {
  it.each([[['L3', 'L1']], [['L3e0', 'L3']], [['L3e0', 'L3e2', 'L3', 'L0']], [['L2e1', 'L3', 'L0e0', 'L0']]])(
    'of %s goes on exactly where a stage is not sure enough, with the answers of the stops alone',
    (ids) => {
      const reached = ids.map(() => 0);
      for (let i = 0; i < 12; i++) {
        const wanted = ids.map((id) => alone(id, i));
        for (let last = 0; last < ids.length; last++) {
          // Sure enough at `last` alone, by as little as can be.
          const stages = ids.map((id, s) => ({
            ...stop(id),
            threshold:
              s === ids.length - 1 ? null : confidence(wanted[s]!, 0, 5, 'margin') + (s < last ? 1e-9 : 0),
          }));
          const { stage, logits } = runCascade(executor, image(i), runnableCascade(stages, 'margin', 5));
          expect(stage).toBe(last);
          expect(logits).toEqual(wanted[last]);
          reached[stage]! += 1;
        }
      }
      expect(reached).toEqual(ids.map(() => 12));
    },
  );

  it('begins a pass only where it cannot go on', () => {
    const begun = (ids: string[]) => {
      const stages = ids.map((id) => ({ ...stop(id), threshold: null }));
      return runnableCascade(stages, 'margin', 5).begins.map((pass) => pass?.outputs.length ?? 0);
    };
    expect(begun(['L3e0', 'L3e2', 'L3', 'L0'])).toEqual([3, 0, 0, 1]);
    expect(begun(['L3e1', 'L3e0', 'L2'])).toEqual([1, 1, 1]);
  });
});
