import { isTask } from '../data/task/scenario-tasks.ts';
import type { Network } from '../network/network.ts';
import { loadNetwork } from '../network/onnx/load-network.ts';
import { createExecutor } from './execute/create-executor.ts';
import { TaskExecutor } from './execute/graph/task-executor.ts';
import { executeAnswers } from './execute-answers.ts';
import { executeSamples } from './execute-samples.ts';
import type { NetworkExecutor } from './executor.ts';
import type { OutcomeTable } from './outcome-table.ts';
import { samplesAt } from './table-data.ts';
import type { TableTask } from './table-task.ts';

// A worker serves many tasks of one network in one form: reading and packing its weights is done once.
let ready: { file: string; form: string; network: Network; executor: NetworkExecutor | TaskExecutor } | null =
  null;

/** Entry of the worker thread: a part of an outcome table. */
export async function run(task: TableTask): Promise<OutcomeTable> {
  const { networkHash, numericForm, calibrationHash } = task.key;
  const { data, split, positions, points } = task;
  const form = [networkHash, numericForm, calibrationHash, isTask(data)].join(' ');
  if (ready?.file !== task.modelFile || ready.form !== form) {
    const network = await loadNetwork(task.modelFile);
    if (network.hash !== networkHash) {
      throw new Error(`${task.modelFile}: the file has changed since the run began; start it again`);
    }
    const executor = isTask(data)
      ? await TaskExecutor.open(network)
      : await createExecutor(network, task.int8 ? { int8: task.int8 } : {});
    ready = { file: task.modelFile, form, network, executor };
  }
  const { executor, network } = ready;
  const about = { key: task.key, network: network.name };
  if (executor instanceof TaskExecutor) {
    if (!isTask(data)) throw new RangeError(`${data} is no task`);
    await executor.prepare(points);
    return executeAnswers(executor, network, { data, split, positions }, points, about);
  }
  if (isTask(data)) throw new RangeError(`${data} is a task`);
  return executeSamples(executor, samplesAt(data, split, positions), points, about);
}
