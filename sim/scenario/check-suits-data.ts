import { isTask, taskShapes } from '../data/task/scenario-tasks.ts';
import type { Network } from '../network/network.ts';
import { ModelError } from '../network/onnx/model-error.ts';
import type { DataName } from '../sparsity/table-data.ts';

const digits = { inputs: { image: 28 * 28 }, classes: 10, what: 'images of 1 x 28 x 28 values' } as const;

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * Digits are one image, however the input is called; of a task's network the inputs have the task's names, and ids may be
 * of any length.
 * @throws ModelError when the network takes other samples or tells other classes than the data has
 */
export function checkSuitsData(network: Network, data: DataName, file: string): void {
  const { inputs, classes, what } = isTask(data) ? taskShapes[data] : digits;
  const found = network.inputs ?? [{ ...network.input, type: 'float32' as const, dims: [] }];
  const answers = isTask(data) ? network.output.shape.at(-1) : product(network.output.shape.slice(1));
  const wanted = Object.entries(inputs);
  const sizesFit = wanted.every(([name, values]) => {
    const input = isTask(data) ? found.find((one) => one.name === name) : found[0];
    if (!input) return false;
    const ids = input.type !== 'float32';
    return values === null ? ids : !ids && product(input.shape.slice(1)) === values;
  });
  if (found.length === wanted.length && sizesFit && answers === classes) return;
  const taken = found.map(({ name, shape }) => `${name} ${shape.slice(1).join(' x ')}`).join(', ');
  throw new ModelError(
    'E_MODEL_SHAPE',
    file,
    `takes ${taken} and gives ${answers} values; the data has ${what} (${Object.keys(inputs).join(', ')}) in ${classes} ` +
      `classes: train the network on this data`,
  );
}
