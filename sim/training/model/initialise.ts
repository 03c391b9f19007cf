import { matrixIndex } from '../../../kernels/training/matrix-parameter.ts';
import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import { normalQuantile } from '../../engine/random/normal-quantile.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import type { ModelParameters } from './model-parameters.ts';
import { wavePositions } from './wave-positions.ts';

/** Standard deviation of rows of embeddings and positions. */
const embeddingDeviation = 0.05;

/**
 * First values: normal with variance 2 / columns in front of ReLU (He and others 2015), 1 / columns elsewhere, positions as
 * waves, scales 1, all else 0. A weight depends on the seed, its layer's name and its place alone.
 */
export function initialise(
  memory: TrainingMemory,
  plan: NetworkPlan,
  parameters: ModelParameters,
  seed: number,
): void {
  const normal = (name: string, deviation: number) => {
    const stream = new RandomStream(seed, name, 'weights');
    return (index: number) => deviation * normalQuantile(stream.uniform53(index));
  };
  for (const layer of plan.layers) {
    const { name } = layer;
    if (layer.kind === 'convolution' || (layer.kind === 'linear' && !layer.zero)) {
      const matrix = parameters.matrices.get(name)!;
      const values = memory.view(matrix.values);
      const gain = layer.kind === 'convolution' || beforeRelu(plan, name) ? 2 : 1;
      const draw = normal(name, Math.sqrt(gain / matrix.columns));
      for (let row = 0; row < matrix.rows; row++)
        for (let column = 0; column < matrix.columns; column++)
          values[matrixIndex(matrix, row, column)] = draw(row * matrix.columns + column);
    }
    if (layer.kind === 'batch-norm' || layer.kind === 'layer-norm')
      memory.view(parameters.vectors.get(`${name}.scale`)!.values).fill(1);
    if (layer.kind === 'embedding') {
      for (const { name: table } of layer.tables) {
        const draw = normal(table, embeddingDeviation);
        const values = memory.view(parameters.tables.get(table)!.values);
        for (let i = 0; i < values.length; i++) values[i] = draw(i);
      }
      const positions = parameters.vectors.get(`${name}.positions`);
      if (positions) {
        const deviation = embeddingDeviation * Math.sqrt(layer.tables.length);
        wavePositions(memory.view(positions.values), layer.features, deviation);
      }
    }
  }
}

/** Whether the layer's value goes through ReLU, with or without a batch norm between. */
function beforeRelu(plan: NetworkPlan, name: string): boolean {
  return plan.layers.some(
    (layer) =>
      (layer.kind === 'relu' && layer.inputs.includes(name)) ||
      (layer.kind === 'batch-norm' && layer.relu && layer.input === name),
  );
}
