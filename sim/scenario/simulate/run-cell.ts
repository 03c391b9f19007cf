import { loadNetwork } from '../../network/onnx/load-network.ts';
import type { CellScore } from '../../score/cell-score.ts';
import { scoreCell } from '../../score/score-cell.ts';
import { loadTarget } from '../../targets/load-target.ts';
import { type BuiltOptions, buildOptions, type TabledNetwork } from './build-options.ts';
import type { CellInput } from './cell-input.ts';
import { simulateCell } from './simulate-cell.ts';

/** Networks and options that a thread has built, newest last: the loads of one target share them. */
const networkCache = new Map<string, Promise<TabledNetwork['network']>>();
const optionCache = new Map<string, Promise<BuiltOptions>>();
const keptOptions = 2;

/**
 * Simulates and scores one cell from plain data: the same result in this thread and in any other.
 * @throws InputError and RangeError as its parts do
 */
export async function runCell(input: CellInput): Promise<CellScore> {
  const networks = await Promise.all(
    input.networks.map(async (cell): Promise<TabledNetwork> => {
      const name = `${cell.modelFile} ${cell.test.key.networkHash}`;
      let network = networkCache.get(name);
      if (!network) {
        network = loadNetwork(cell.modelFile);
        networkCache.set(name, network);
      }
      return {
        id: cell.id,
        role: cell.role,
        network: await network,
        validation: cell.validation,
        test: cell.test,
      };
    }),
  );
  const target = await loadTarget(input.target, input.runtime);
  const reference =
    input.referenceRuntime === input.runtime
      ? target
      : await loadTarget(input.target, input.referenceRuntime);
  const key = JSON.stringify([
    input.target,
    input.runtime,
    input.networks.map((n) => [n.id, n.role, n.modelFile, n.validation.key, n.test.key, n.test.sampleCount]),
  ]);
  let built = optionCache.get(key);
  if (!built) {
    built = Promise.resolve(buildOptions(target, networks));
    optionCache.set(key, built);
    for (const old of [...optionCache.keys()].slice(0, -keptOptions)) optionCache.delete(old);
  }
  return scoreCell(simulateCell(input, target, reference, networks, await built));
}

/** Entry of worker threads (see `openPool`). */
export const run = runCell;
