import type { Network } from '../network/network.ts';
import { loadNetwork } from '../network/onnx/load-network.ts';
import { createExecutor } from './execute/create-executor.ts';
import { executeSamples } from './execute-samples.ts';
import type { NetworkExecutor } from './executor.ts';
import type { OutcomeTable } from './outcome-table.ts';
import { samplesAt } from './table-data.ts';
import type { TableTask } from './table-task.ts';

// A worker serves many tasks of one network: reading and packing its weights is done once.
let ready: { file: string; hash: string; network: Network; executor: NetworkExecutor } | null = null;

/** Entry of the worker thread: a part of an outcome table. */
export async function run(task: TableTask): Promise<OutcomeTable> {
  if (ready?.file !== task.modelFile || ready.hash !== task.key.networkHash) {
    const network = await loadNetwork(task.modelFile);
    if (network.hash !== task.key.networkHash) {
      throw new Error(`${task.modelFile}: the file has changed since the run began; start it again`);
    }
    ready = { file: task.modelFile, hash: network.hash, network, executor: await createExecutor(network) };
  }
  const samples = samplesAt(task.data, task.split, task.positions);
  return executeSamples(ready.executor, samples, task.points, { key: task.key, network: ready.network.name });
}
