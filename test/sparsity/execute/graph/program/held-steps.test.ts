import { expect, test } from 'vitest';
import { loadNetwork } from '../../../../../sim/network/onnx/load-network.ts';
import { GraphExecutor } from '../../../../../sim/sparsity/execute/graph/graph-executor.ts';
import { calibrateProgram } from '../../../../../sim/sparsity/execute/graph/program/calibrate-program.ts';
import { networkExits } from '../../../../../sim/sparsity/exits/exit-names.ts';
import { randomValues } from '../../../../helpers/random-graphs.ts';

const network = await loadNetwork('scenarios/models/fashion/ladder-s1.onnx');
const main = networkExits(network).main.name;
const images = randomValues(3, 6 * 784).map(Math.abs);
const image = (i: number) => images.subarray(i * 784, (i + 1) * 784);

test.each(['fp32', 'int8'])(
  'a pass that may end at an exit and goes on has the bits of one without exits: %s',
  async (form) => {
    const int8 = form === 'int8' ? { int8: calibrateProgram(network, 3, image) } : {};
    const executor = await GraphExecutor.open(network, { mode: 'fast', ...int8 });
    const exits = executor.plan.outputs.map(({ name }) => name).filter((name) => name !== main);
    expect(exits.length).toBeGreaterThan(1);
    for (const levels of [0, 1, 2]) {
      for (let i = 0; i < 6; i++) {
        const feeds = { image: image(i) };
        const wanted = executor.run(feeds, 1, { levels, outputs: [main] })[main]!;
        for (const exit of exits) {
          const early = executor.run(feeds, 1, { levels, outputs: [exit] })[exit]!;
          // Another image's pass ends there, so that its values are left.
          executor.begin({ image: image((i + 1) % 6) }, 1, { levels, outputs: [exit, main] }).until(exit);
          const run = executor.begin(feeds, 1, { levels, outputs: [exit, main] });
          expect(run.until(exit)).toEqual(early);
          expect(run.until(main)).toEqual(wanted);
        }
      }
    }
  },
);
