import { conv2dOutput, type Volume } from '../../../kernels/index.ts';
import { type FusedGroup, fusedGroups } from '../../network/fused-groups.ts';
import type { Network, NetworkNode } from '../../network/network.ts';
import { compilePlan } from '../execute/compile-plan.ts';
import { UnsupportedNetworkError } from '../execute/unsupported-network-error.ts';
import type { NetworkStep } from './network-step.ts';

/** A network as fused steps in execution order: a chain, or a graph whose branches meet in additions. */
export interface NetworkSteps {
  readonly input: { readonly name: string; readonly volume: Volume };
  readonly steps: readonly NetworkStep[];
  /** Activation with the logits; a Softmax at the end of the network is left out. */
  readonly output: string;
  readonly classes: number;
  /** The network's own output is the softmax of the logits. */
  readonly softmax: boolean;
}

/**
 * Fuses the operators of a network. Every group with one input is compiled as the small chain that it is, so
 * that what is folded, and what is refused, is the same as in the executors.
 * @throws UnsupportedNetworkError naming the node @throws ModelError for a graph without weights
 */
export function networkSteps(network: Network): NetworkSteps {
  const groups = fusedGroups(network);
  const volumes = new Map<string, Volume>([[network.input.name, volumeOf(network.input.shape)]]);
  const steps: NetworkStep[] = [];
  let softmax = false;
  let output = network.input.name;
  for (const group of groups) {
    if (softmax) refuse(network, group.nodes[0]!.name, 'an operator after Softmax is not executed');
    if (group.main.type === 'Softmax') {
      softmax = true;
      continue;
    }
    const step = stepOf(network, group, volumes);
    volumes.set(group.output, outputVolume(step, volumes));
    steps.push(step);
    output = group.output;
  }
  const last = volumes.get(output)!;
  return {
    input: { name: network.input.name, volume: volumes.get(network.input.name)! },
    steps,
    output,
    classes: last.channels * last.height * last.width,
    softmax,
  };
}

/** Output of a step, from the volumes of its inputs. */
export function outputVolume(step: NetworkStep, volumes: ReadonlyMap<string, Volume>): Volume {
  if (step.kind === 'add') return volumes.get(step.inputs[0])!;
  const channels = step.kind === 'matrix' ? step.weights.rows : step.shape.channels;
  return { channels, ...conv2dOutput(step.shape) };
}

function refuse(network: Network, node: string, why: string): never {
  throw new UnsupportedNetworkError(network.name, node, why);
}

function stepOf(network: Network, group: FusedGroup, volumes: ReadonlyMap<string, Volume>): NetworkStep {
  const node = group.main.name;
  const { inputs, output } = group;
  if (inputs.length === 2 && group.main.type === 'Add') {
    const [a, b] = [volumes.get(inputs[0]!)!, volumes.get(inputs[1]!)!];
    if (a.channels !== b.channels || a.height !== b.height || a.width !== b.width) {
      refuse(network, node, 'Add of activations of different shapes is not executed');
    }
    const after = group.nodes.slice(1).map(({ type }) => type);
    if (after.some((type) => type !== 'Relu')) {
      refuse(
        network,
        node,
        `Add followed by ${after.join(', ')}: only Relu may follow the sum of two branches`,
      );
    }
    return { kind: 'add', node, inputs: [inputs[0]!, inputs[1]!], output, relu: after.length > 0 };
  }
  if (inputs.length !== 1)
    refuse(network, node, `${group.main.type} of ${inputs.length} activations is not executed`);
  const input = inputs[0]!;
  const { channels, height, width } = volumes.get(input)!;
  // Views between the activation and its reader vanish: the group reads the activation itself.
  const nodes = group.nodes.map((member, i): NetworkNode => {
    if (i > 0) return member as NetworkNode;
    const renamed = member.inputs.map((name) => (network.initialisers.has(name) ? name : input));
    return { ...(member as NetworkNode), inputs: renamed };
  });
  const plan = compilePlan({
    ...network,
    nodes,
    input: { name: input, shape: [1, channels, height, width] },
    output: { name: output, shape: network.shapes.get(output)! },
    ladder: null,
  });
  const [step] = plan.steps;
  if (!step || plan.steps.length !== 1)
    return refuse(network, node, `${group.main.type} has no step of its own`);
  if (step.kind === 'pool') return { kind: 'pool', node, input, output, shape: step.shape, pool: step.pool };
  const { shape, weights, scale, bias, relu } = step;
  return { kind: 'matrix', node, input, output, shape, weights, scale, bias, relu };
}

function volumeOf(shape: readonly number[]): Volume {
  const [, channels = 1, height = 1, width = 1] = shape;
  return { channels, height, width };
}
