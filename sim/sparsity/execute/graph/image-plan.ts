import type { Network } from '../../../network/network.ts';
import { UnsupportedNetworkError } from '../unsupported-network-error.ts';
import { compileGraph } from './compile-graph.ts';
import type { GraphPlan } from './graph-plan.ts';

/**
 * The plan of a network whose outcomes a table can hold: one input of images and one output.
 * @throws UnsupportedNetworkError for any other, and as `compileGraph`
 */
export function imagePlan(network: Network): GraphPlan {
  const plan = compileGraph(network);
  if (plan.volumes.length !== 1 || plan.sequences.length > 0 || plan.outputs.length !== 1) {
    throw new UnsupportedNetworkError(
      network.name,
      network.output.name,
      'outcomes are of networks with one input of images and one output; open a GraphExecutor for others',
    );
  }
  return plan;
}
