import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import { type TrainingValue, trainingValue } from '../../../kernels/training/training-value.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { valueShapes } from '../plan/value-shapes.ts';

/** Samples of a shard, and the room of their sequences where inputs are tokens. */
export interface ShardSize {
  readonly samples: number;
  readonly tokens: number;
}

/** Allocates all values of a plan for one shard. Inputs of ids have no value; images and features need no gradient. */
export function shardValues(
  memory: TrainingMemory,
  plan: NetworkPlan,
  size: ShardSize,
): ReadonlyMap<string, TrainingValue> {
  const borders = bordersOf(plan);
  const ids = new Set(plan.inputs.filter(({ kind }) => kind === 'tokens').map(({ name }) => name));
  const inputs = new Set(plan.inputs.map(({ name }) => name));
  const values = new Map<string, TrainingValue>();
  for (const [name, shape] of valueShapes(plan)) {
    if (ids.has(name)) continue;
    const { channels, height, width, perToken } = shape;
    const groups = perToken ? (size.samples * size.tokens) / 8 : Math.ceil(size.samples / 8);
    const border = borders.get(name) ?? 0;
    values.set(
      name,
      trainingValue(memory, name, { channels, height, width, border, groups, gradient: !inputs.has(name) }),
    );
  }
  return values;
}

/**
 * Zero pixels around each value: a convolution reads its input with a border of its padding, and its gradient to the input
 * reads the gradient of its output with a border of kernel - 1 - padding.
 */
function bordersOf(plan: NetworkPlan): ReadonlyMap<string, number> {
  const borders = new Map<string, number>();
  const raise = (name: string, border: number) => {
    borders.set(name, Math.max(border, borders.get(name) ?? 0));
  };
  for (const layer of plan.layers) {
    if (layer.kind !== 'convolution') continue;
    const padding = layer.kernel >> 1;
    raise(layer.input, padding);
    raise(layer.name, layer.kernel - 1 - padding);
  }
  return borders;
}
