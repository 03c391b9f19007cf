import { activeWeights } from '../network/active-weights.ts';
import { type FusedGroup, fusedGroups } from '../network/fused-groups.ts';
import type { Network } from '../network/network.ts';
import type { OperatorKind, OperatorWork } from '../network/operator-work.ts';
import { windowOf } from '../network/window.ts';
import type { OperatingPoint } from './operating-point.ts';

const valuesOf = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

/**
 * What every fused operator of the network costs at one operating point, batch 1, in execution order: those with
 * multiply-accumulates and the others (pooling, additions, softmax), whose multiply-accumulates are 0. Gates do not
 * enter: what they skip depends on the sample and stands in the outcome table.
 * @throws RangeError when the point names a level that the network's ladder lacks
 */
export function describeWork(network: Network, point: OperatingPoint): OperatorWork[] {
  const layers = network.ladder?.layers ?? [];
  if (layers.length !== point.levels.length) {
    throw new RangeError(
      `point '${point.id}' has ${point.levels.length} levels, the network '${network.name}' has ${layers.length} ladder layers`,
    );
  }
  return fusedGroups(network).map((group) => {
    const index = layers.findIndex((layer) => layer.node === group.main.name);
    const work = denseWork(network, group);
    if (index < 0) return work;
    const layer = layers[index]!;
    const level = point.levels[index]!;
    if (!(level in layer.levelEnds)) {
      throw new RangeError(
        `point '${point.id}' asks for level ${level} of '${layer.node}', which has levels 0 to ${layer.levelEnds.length - 1}`,
      );
    }
    const active = activeWeights(layer, level);
    return {
      ...work,
      inLadder: true,
      activeWeights: active,
      activeBlocks: layer.levelEnds[level]!,
      activeMacs: active * work.pixels,
    };
  });
}

/** Names of the operators with multiply-accumulates in execution order: the layers of outcome tables. */
export function macLayers(network: Network): string[] {
  return fusedGroups(network)
    .filter((group) => denseWork(network, group).grossMacs > 0)
    .map((group) => group.main.name);
}

function denseWork(network: Network, group: FusedGroup): OperatorWork {
  const { main } = group;
  const inputShape = network.shapes.get(main.inputs[0]!)!;
  const outputShape = network.shapes.get(group.output)!;
  const view = matrixView(network, group, inputShape, outputShape);
  const weights = view.hasWeights ? view.rows * view.depth : 0;
  const macs = weights * view.pixels;
  return {
    node: main.name,
    kind: view.kind,
    inputShape,
    outputShape,
    grossMacs: macs,
    activeMacs: macs,
    rows: view.rows,
    depth: view.depth,
    pixels: view.pixels,
    weights,
    activeWeights: weights,
    activeBlocks: Math.ceil(view.rows / 4) * (view.hasWeights ? view.depth : 0),
    inLadder: false,
    inputValues: group.inputs.reduce((sum, name) => sum + valuesOf(network.shapes.get(name)!), 0),
    outputValues: valuesOf(outputShape),
  };
}

interface MatrixView {
  readonly kind: OperatorKind;
  readonly rows: number;
  readonly depth: number;
  readonly pixels: number;
  readonly hasWeights: boolean;
}

/** The operator as rows x depth times depth x pixels. Pools count the window as depth and have no weights. */
function matrixView(
  network: Network,
  { main }: FusedGroup,
  input: readonly number[],
  output: readonly number[],
): MatrixView {
  const outPixels = output.slice(2).reduce((product, dim) => product * dim, 1);
  switch (main.type) {
    case 'Conv': {
      const weight = network.initialisers.get(main.inputs[1]!)!.shape;
      const depth = weight[1]! * weight[2]! * weight[3]!;
      const single = weight[2] === 1 && weight[3] === 1;
      const kind = weight[1] === 1 && input[1]! > 1 ? 'depthwise' : single ? 'pointwise' : 'conv';
      return { kind, rows: weight[0]!, depth, pixels: outPixels, hasWeights: true };
    }
    case 'Gemm':
    case 'MatMul':
      return { kind: 'fully-connected', rows: output[1]!, depth: input[1]!, pixels: 1, hasWeights: true };
    case 'MaxPool':
    case 'AveragePool': {
      const [height, width] = windowOf(main, input[2]!, input[3]!, null)!.kernel;
      return { kind: 'pool', rows: output[1]!, depth: height * width, pixels: outPixels, hasWeights: false };
    }
    case 'GlobalAveragePool':
      return { kind: 'pool', rows: output[1]!, depth: input[2]! * input[3]!, pixels: 1, hasWeights: false };
    default: {
      const kind = main.type === 'Softmax' ? 'softmax' : 'elementwise';
      return { kind, rows: output[1] ?? 1, depth: 1, pixels: outPixels, hasWeights: false };
    }
  }
}
