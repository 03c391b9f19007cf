import { BatchNormStatistics } from '../../../kernels/training/batch-norm-statistics.ts';
import { EmbeddingTable } from '../../../kernels/training/embedding-table.ts';
import { type MatrixParameter, matrixParameter } from '../../../kernels/training/matrix-parameter.ts';
import { type Parameter, vectorParameter } from '../../../kernels/training/parameter.ts';
import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { LayerPlan, NetworkPlan } from '../plan/network-plan.ts';
import { valueShapes } from '../plan/value-shapes.ts';
import type { ShardSize } from './shard-values.ts';

/** Everything that is trained, by name; one set for all shards. */
export interface ModelParameters {
  /** Weights of convolutions and linear layers, by layer. */
  readonly matrices: ReadonlyMap<string, MatrixParameter>;
  /** Biases, scales and positions: `LAYER.bias`, `LAYER.scale`, `LAYER.positions`. */
  readonly vectors: ReadonlyMap<string, Parameter>;
  /** Batch-norm statistics by layer. */
  readonly statistics: ReadonlyMap<string, BatchNormStatistics>;
  /** Embedding tables by name. */
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
}

export interface ModelSize extends ShardSize {
  /** Levels of the ladder, 1 where there is none. */
  readonly levels: number;
  readonly shards: number;
  /** Which optimiser keeps moments of the embedding tables. */
  readonly optimiser: 'adam' | 'sgd';
}

/** Allocates the parameters of a plan, all zero. */
export function modelParameters(memory: TrainingMemory, plan: NetworkPlan, size: ModelSize): ModelParameters {
  const { levels, shards, samples, tokens, optimiser } = size;
  const lookups = samples * tokens;
  const shapes = valueShapes(plan);
  const matrices = new Map<string, MatrixParameter>();
  const vectors = new Map<string, Parameter>();
  const statistics = new Map<string, BatchNormStatistics>();
  const tables = new Map<string, EmbeddingTable>();
  const vector = (name: string, shape: readonly number[]) => {
    vectors.set(name, vectorParameter(memory, name, shape, shards));
  };
  const add = (layer: LayerPlan): void => {
    const { name } = layer;
    const { channels } = shapes.get(name)!;
    switch (layer.kind) {
      case 'convolution':
      case 'linear': {
        const taps = layer.kind === 'convolution' ? layer.kernel * layer.kernel : 1;
        const columns = shapes.get(layer.input)!.channels * taps;
        matrices.set(name, matrixParameter(memory, `${name}.weight`, channels, columns, shards));
        if (layer.kind === 'linear' && layer.bias) vector(`${name}.bias`, [channels]);
        return;
      }
      case 'batch-norm': {
        const own = isPrunable(plan, layer.input) ? levels : 1;
        vector(`${name}.scale`, [own, channels]);
        vector(`${name}.bias`, [own, channels]);
        statistics.set(name, new BatchNormStatistics(memory, own, channels, shards));
        return;
      }
      case 'layer-norm':
        vector(`${name}.scale`, [channels]);
        vector(`${name}.bias`, [channels]);
        return;
      case 'embedding':
        for (const table of layer.tables)
          tables.set(
            table.name,
            new EmbeddingTable(memory, {
              ...{ name: table.name, rows: table.rows, features: channels, shards, lookups, optimiser },
            }),
          );
        if (layer.positions) vector(`${name}.positions`, [tokens, channels]);
        return;
      default:
    }
  };
  plan.layers.forEach(add);
  return { matrices, vectors, statistics, tables };
}

/** Whether a layer changes with the level; a batch norm behind one that does not is shared by all levels. */
function isPrunable(plan: NetworkPlan, name: string): boolean {
  return plan.layers.some((layer) => layer.name === name && 'prunable' in layer && layer.prunable);
}
