import type { Network } from '../../network/network.ts';
import { compileGraph } from '../execute/graph/compile-graph.ts';
import type { GraphPlan, GraphStep } from '../execute/graph/graph-plan.ts';
import { neededSteps } from '../execute/graph/needed-steps.ts';
import type { ExitPlace } from './exit-place.ts';

/** An exit after which less than this share of the work is left saves next to nothing. */
const leastRest = 0.1;

/**
 * Where a network without exits could answer early: values that all its inputs reach and that everything behind them
 * depends on alone, as the sums of residual blocks and layers; not those with fewer features than there are classes, or
 * with less than a tenth of the work behind them. In the order of the network.
 * @throws UnsupportedNetworkError as `compileGraph`
 */
export function findExitPlaces(network: Network): ExitPlace[] {
  const plan = compileGraph(network);
  const answer = network.shapes.get(network.output.name)!;
  const [perToken, classes] = [answer.length === 3, answer.at(-1)!];
  const target = plan.outputs[0]!.buffer;
  const all = neededSteps(plan, target);
  const total = macsOf(plan, all);
  const places = plan.steps.flatMap(({ output }): (ExitPlace & { readonly before: number })[] => {
    const value = plan.values[output] ?? null;
    const shape = value === null ? undefined : network.shapes.get(value);
    if (output === target || value === null || !shape || !isCut(plan, target, output)) return [];
    const { volume, sequence } = plan.buffers[output]!;
    const tokens = sequence !== null;
    const vector = shape.length === 2;
    if ((perToken && !tokens) || volume.channels < classes) return [];
    if (!tokens && !vector && shape.length !== 4) return [];
    const needed = neededSteps(plan, output);
    const rest = total === 0 ? 0 : 1 - macsOf(plan, needed) / total;
    if (rest < leastRest) return [];
    return [
      {
        ...{ value, perToken, features: vector ? shape[1]! : volume.channels, rest },
        pooling: tokens ? (perToken ? null : 'tokens') : vector ? null : 'pixels',
        ids: tokens ? plan.sequences[sequence]!.input : null,
        byLevel: [...needed].some((i) => ladderOf(plan.steps[i]!) !== null),
        before: needed.size,
      },
    ];
  });
  return places.sort((a, b) => a.before - b.before).map(({ before: _, ...place }) => place);
}

const ladderOf = (step: GraphStep) => (step.kind === 'matrix' ? step.ladder : null);

/** Whether every way from the inputs to the target leads through the buffer. */
function isCut(plan: GraphPlan, target: number, buffer: number): boolean {
  const writer = new Map(plan.steps.map((step) => [step.output, step]));
  const seen = new Set<number>();
  const reachesInput = (at: number): boolean => {
    if (at === buffer || seen.has(at)) return false;
    seen.add(at);
    const step = writer.get(at);
    return step === undefined || step.kind === 'embed' || step.inputs.some(reachesInput);
  };
  return !reachesInput(target);
}

/** Multiply-accumulates of the densest level, at the largest sizes. */
function macsOf(plan: GraphPlan, steps: ReadonlySet<number>): number {
  let sum = 0;
  for (const i of steps) {
    const step = plan.steps[i]!;
    if (step.kind !== 'matrix') continue;
    const { volume, sequence } = plan.buffers[step.output]!;
    const places = sequence === null ? volume.height * volume.width : plan.sequences[sequence]!.most;
    sum += step.weights.rows * step.weights.cols * places;
  }
  return sum;
}
