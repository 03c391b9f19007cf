import type { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { neededSteps } from '../execute/graph/needed-steps.ts';
import type { Stop } from './stop.ts';

/** Multiply-accumulates in matrices with weights from the beginning of a request to a stop, as `GraphExecutor.layers` counts. */
export function stopMacs({ plan, layers }: GraphExecutor, { level, output }: Omit<Stop, 'id'>): number {
  const needed = neededSteps(plan, plan.outputs.find(({ name }) => name === output)!.buffer);
  let [sum, next] = [0, 0];
  plan.steps.forEach((step, i) => {
    if (step.kind !== 'matrix') return;
    const layer = layers[next++]!;
    const { ladder } = layer;
    if (needed.has(i))
      sum += layer.activeMacs(ladder === null ? 0 : typeof level === 'number' ? level : level[ladder]!);
  });
  return sum;
}

/** Bytes of weights, tables, activations and embeddings with the densest level of these stops and all sparser ones loaded. */
export function stopBytes(executor: GraphExecutor, stops: readonly Pick<Stop, 'level'>[]): number {
  const densest = Math.min(...stops.flatMap(({ level }) => level));
  const { capped, tables, activations, embeddings } = executor.memoryReport(densest);
  return capped.total + tables + activations + embeddings;
}
