import { join } from 'node:path';
import { expect, it } from 'vitest';
import { taskNames } from '../../sim/data/task/scenario-tasks.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { checkSuitsData } from '../../sim/scenario/check-suits-data.ts';

const models = join(packageRoot(), 'scenarios', 'models');

it.each([
  ['fashion/ladder-s1.onnx', ['degraded-mnist', 'fashion-mnist']],
  ['shuttle/dense-s1.onnx', ['shuttle']],
] as const)('%s suits %j and nothing else', async (file, suits) => {
  const network = await loadNetwork(join(models, file));
  for (const data of ['degraded-mnist', ...taskNames] as const) {
    const check = () => checkSuitsData(network, data, file);
    if ((suits as readonly string[]).includes(data)) expect(check).not.toThrow();
    else expect(check).toThrow(/E_MODEL_SHAPE|the data has .*train the network on this data/);
  }
});
