import { ActivationOperator } from '../../../kernels/training/operators/activation-operator.ts';
import { AddOperator } from '../../../kernels/training/operators/add-operator.ts';
import { AttentionOperator } from '../../../kernels/training/operators/attention-operator.ts';
import { BatchNormOperator } from '../../../kernels/training/operators/batch-norm-operator.ts';
import { ConvolutionOperator } from '../../../kernels/training/operators/convolution-operator.ts';
import { DropoutOperator } from '../../../kernels/training/operators/dropout-operator.ts';
import { EmbeddingOperator } from '../../../kernels/training/operators/embedding-operator.ts';
import { FusionOperator } from '../../../kernels/training/operators/fusion-operator.ts';
import { GlobalMeanOperator } from '../../../kernels/training/operators/global-mean-operator.ts';
import { LayerNormOperator } from '../../../kernels/training/operators/layer-norm-operator.ts';
import { MaxTokensOperator } from '../../../kernels/training/operators/max-tokens-operator.ts';
import { MeanTokensOperator } from '../../../kernels/training/operators/mean-tokens-operator.ts';
import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingOperator } from '../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { LayerPlan, NetworkPlan } from '../plan/network-plan.ts';
import type { PrunableLayer } from './layer-patterns.ts';
import type { ModelParameters } from './model-parameters.ts';
import type { ShardSize } from './shard-values.ts';

/** What the operators of one shard are made from. */
export interface ShardParts {
  readonly memory: TrainingMemory;
  readonly plan: NetworkPlan;
  readonly parameters: ModelParameters;
  readonly prunable: readonly PrunableLayer[];
  readonly values: ReadonlyMap<string, TrainingValue>;
  readonly size: ShardSize;
  readonly shard: number;
  /** Address of the ids of each input of tokens, int32 [samples * tokens]. */
  readonly idsAt: ReadonlyMap<string, number>;
  /** Address of the lengths of the sequences, int32 [samples]. */
  readonly lengthsAt: number;
  /** Address of the seed that dropout reads, rewritten every step. */
  readonly dropoutSeedAt: number;
}

/** The operators of a plan on the values of one shard, in the order of execution. */
export function shardOperators(parts: ShardParts): readonly TrainingOperator[] {
  return parts.plan.layers.map((layer) => operator(layer, parts));
}

function operator(layer: LayerPlan, parts: ShardParts): TrainingOperator {
  const { memory, parameters, prunable, values, size, shard, lengthsAt } = parts;
  const { name } = layer;
  const value = (of: string) => values.get(of)!;
  const vector = (of: string) => parameters.vectors.get(of)!;
  const output = value(name);
  const sequences = { sequences: size.samples, tokens: size.tokens, lengthsAt };
  switch (layer.kind) {
    case 'convolution':
    case 'linear': {
      const [kernel, stride] = layer.kind === 'convolution' ? [layer.kernel, layer.stride] : [1, 1];
      const bias = parameters.vectors.get(`${name}.bias`);
      const patterns = prunable.find((of) => of.name === name)?.patterns;
      return new ConvolutionOperator(memory, {
        ...{ name, input: value(layer.input), output, weights: parameters.matrices.get(name)! },
        ...{ shard, kernel, stride, padding: kernel >> 1 },
        ...(bias ? { bias } : {}),
        ...(patterns ? { patterns } : {}),
      });
    }
    case 'batch-norm':
      return sharedWhereOne(
        new BatchNormOperator(memory, {
          ...{ name, input: value(layer.input), output, shard, relu: layer.relu },
          ...{ scale: vector(`${name}.scale`), bias: vector(`${name}.bias`) },
          statistics: parameters.statistics.get(name)!,
          ...(layer.residual ? { residual: value(layer.residual) } : {}),
        }),
        parameters.statistics.get(name)!.levels,
      );
    case 'layer-norm':
      return new LayerNormOperator(memory, {
        ...{ name, input: value(layer.input), output, shard },
        ...{ gamma: vector(`${name}.scale`), beta: vector(`${name}.bias`) },
      });
    case 'attention':
      return new AttentionOperator(memory, {
        ...{ name, query: value(layer.query), key: value(layer.key), value: value(layer.value) },
        ...{ output, heads: layer.heads, shard, ...sequences },
      });
    case 'embedding': {
      const positions = layer.positions ? { positions: vector(`${name}.positions`) } : {};
      return new EmbeddingOperator(memory, {
        tables: layer.tables.map((table) => ({
          table: parameters.tables.get(table.name)!,
          idsAt: parts.idsAt.get(table.ids)!,
        })),
        ...{ name, output, shard, sequences: size.samples, tokens: size.tokens, ...positions },
      });
    }
    case 'fusion':
      return new FusionOperator({ name, a: value(layer.inputs[0]), b: value(layer.inputs[1]), output });
    case 'dropout':
      return new DropoutOperator({
        ...{ name, input: value(layer.input), output, rate: layer.rate, seedAt: parts.dropoutSeedAt },
        stream: parts.plan.layers.indexOf(layer) * 1024 + shard,
      });
    case 'global-mean':
      return new GlobalMeanOperator({ name, input: value(layer.inputs[0]!), output });
    case 'mean-tokens':
      return new MeanTokensOperator({ name, input: value(layer.inputs[0]!), output, ...sequences });
    case 'max-tokens':
      return new MaxTokensOperator(memory, { name, input: value(layer.inputs[0]!), output, ...sequences });
    case 'add':
    case 'add-relu':
      return new AddOperator({
        ...{ name, a: value(layer.inputs[0]!), b: value(layer.inputs[1]!), output },
        relu: layer.kind === 'add-relu',
      });
    default:
      return new ActivationOperator({ name, kind: layer.kind, input: value(layer.inputs[0]!), output });
  }
}

/** An operator with one set of parameters serves all levels with it. */
function sharedWhereOne(operator: TrainingOperator, levels: number): TrainingOperator {
  if (levels > 1) return operator;
  return {
    name: operator.name,
    forward: (program, pass) => operator.forward(program, { ...pass, level: 0 }),
    backward: (program, pass, written) => operator.backward(program, { ...pass, level: 0 }, written),
  };
}
