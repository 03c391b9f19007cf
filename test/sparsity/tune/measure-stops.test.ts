import { describe, expect, it } from 'vitest';
import type { TaskPart } from '../../../sim/data/task/task-part.ts';
import type { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';
import { interleavedTimes } from '../../../sim/sparsity/tune/interleaved-times.ts';
import { measureStops } from '../../../sim/sparsity/tune/measure-stops.ts';
import { listStops } from '../../../sim/sparsity/tune/stop.ts';
import { exitedResidual } from '../../helpers/exited-graphs.ts';

/** A clock that stands while nothing works. */
function clock() {
  let ms = 0;
  const work = (more: number) => {
    ms += more;
  };
  return { now: () => ms, work };
}

describe('interleavedTimes', () => {
  it('gives what a call takes, as the mean over requests, and leaves slow calls out', () => {
    const { now, work } = clock();
    let calls = 0;
    const fast = (i: number) => work(0.1 + 0.1 * i);
    // Every fifth call is disturbed.
    const disturbed = (i: number) => work(1 + i + (calls++ % 5 === 0 ? 50 : 0));
    const [a, b] = interleavedTimes([fast, disturbed], 3, { rounds: 20, now });
    expect(a).toBeCloseTo(200, 6);
    expect(b).toBeCloseTo(2000, 6);
  });

  it('ends where the clock stands still', () => {
    expect(interleavedTimes([() => {}], 2, { rounds: 3, now: () => 0 })).toEqual([0]);
  });
});

describe('measureStops', () => {
  it('charges the way from an exit to a later stop of its level, and a whole pass elsewhere', () => {
    const { now, work } = clock();
    const stops = listStops(exitedResidual(3, 'own').network);
    const at = (output: string, level: number) => {
      const exit = /exit(\d)/.exec(output)?.[1];
      return (10 - level) * (exit === undefined ? 4 : 1 + Number(exit));
    };
    // Each output takes what lies between it and the one before, and each exit its head of 0.5 ms.
    const begin: GraphExecutor['begin'] = (_, __, options) => {
      let done = 0;
      return {
        until: (output) => {
          const to = at(output, options!.levels as number);
          work(to - done + (output.includes('exit') ? 0.5 : 0));
          done = to;
          return Float32Array.of(1, 0, 0, 0, 0);
        },
      };
    };
    const run: GraphExecutor['run'] = (feeds, samples, options) => ({
      [options!.outputs![0]!]: begin(feeds, samples, options).until(options!.outputs![0]!),
    });
    const part: TaskPart = {
      ...{ samples: 4, labels: new Uint8Array(4), starts: null, uniform: true },
      feeds: () => ({}),
    };
    const executor = { begin, run } as GraphExecutor;
    const { us, costAfter } = measureStops(executor, stops, part, 5, { rounds: 3, now });
    const index = (id: string) => stops.findIndex((stop) => stop.id === id);
    expect(us[index('L0e1')]).toBeCloseTo(20_500, 6);
    expect(us[index('L2')]).toBeCloseTo(32_000, 6);
    expect(costAfter(index('L0e1'), index('L0'))).toBeCloseTo(20_000, 6);
    expect(costAfter(index('L2e0'), index('L2e2'))).toBeCloseTo(16_500, 6);
    expect(costAfter(index('L2e0'), index('L1'))).toBeCloseTo(36_000, 6);
    expect(costAfter(index('L2'), index('L2e0'))).toBeCloseTo(8_500, 6);
  });
});
