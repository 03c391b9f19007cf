import { describe, expect, it } from 'vitest';
import { loadNetwork } from '../../../sim/network/onnx/load-network.ts';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';
import { confidence } from '../../../sim/sparsity/tune/confidence.ts';
import { runCascade } from '../../../sim/sparsity/tune/run-cascade.ts';
import { degradedMnist } from '../../../sim/workload/degraded-mnist/dataset.ts';

const executor = await GraphExecutor.open(await loadNetwork('scenarios/models/digits-ladder.onnx'));
const { images } = degradedMnist('validation', 0, 12);
const image = (i: number) => ({ image: images.subarray(784 * i, 784 * (i + 1)) });
const output = { name: 'logits', classes: 10 };

describe('runCascade', () => {
  it('goes on exactly where the level before is not sure enough, and answers with the last level it ran', () => {
    const reached = [0, 0];
    for (let i = 0; i < 12; i++) {
      const [sparse, dense] = [6, 1].map((level) =>
        executor.run(image(i), 1, { levels: level })['logits']!.slice(),
      );
      const sure = confidence(sparse!, 0, 10, 'margin');
      for (const threshold of [sure - 1e-9, sure, sure + 1e-9]) {
        const stages = [
          { level: 6, threshold },
          { level: 1, threshold: null },
        ];
        const { stage, logits } = runCascade(executor, image(i), stages, 'margin', output);
        expect(stage).toBe(threshold > sure ? 1 : 0);
        expect(logits).toEqual(stage === 0 ? sparse : dense);
        reached[stage]! += 1;
      }
    }
    expect(reached).toEqual([24, 12]);
  });
});
