import { type FusedGroup, fusedGroups } from './fused-groups.ts';
import type { NetworkGraph } from './network-graph.ts';
import type { OperatorKind, OperatorWork } from './operator-work.ts';
import { windowOf } from './window.ts';

const product = (shape: readonly number[]): number => shape.reduce((all, dim) => all * dim, 1);

/**
 * What every fused operator of the network costs with all its weights, batch 1, in execution order: those with
 * multiply-accumulates and the others (pooling, additions, softmax), whose multiply-accumulates are 0.
 */
export function denseWork(network: NetworkGraph): OperatorWork[] {
  const owner = new Map<string, string>();
  return fusedGroups(network).map((group) => {
    const { main } = group;
    const activation = main.inputs.find((name) => !network.initialisers.has(name)) ?? main.inputs[0]!;
    const inputShape = network.shapes.get(activation)!;
    const outputShape = network.shapes.get(group.output)!;
    const view = matrixView(network, group, inputShape, outputShape);
    const constant =
      view.weights > 0 ? main.inputs.find((name) => network.initialisers.has(name)) : undefined;
    const sharesWeightsOf = constant === undefined ? null : (owner.get(constant) ?? null);
    if (constant !== undefined && sharesWeightsOf === null) owner.set(constant, main.name);
    const macs = view.multiplies ? view.rows * view.depth * view.pixels : 0;
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
      weights: view.weights,
      activeWeights: view.weights,
      activeBlocks: view.multiplies ? Math.ceil(view.rows / 4) * view.depth : 0,
      sharesWeightsOf,
      inLadder: false,
      inputValues: group.inputs.reduce((sum, name) => sum + product(network.shapes.get(name)!), 0),
      outputValues: product(outputShape),
    };
  });
}

interface MatrixView {
  readonly kind: OperatorKind;
  readonly rows: number;
  readonly depth: number;
  readonly pixels: number;
  readonly weights: number;
  readonly multiplies: boolean;
}

const matrix = (kind: OperatorKind, rows: number, depth: number, pixels: number): MatrixView => ({
  kind,
  rows,
  depth,
  pixels,
  weights: rows * depth,
  multiplies: true,
});

const plain = (kind: OperatorKind, rows: number, depth: number, pixels: number): MatrixView => ({
  kind,
  rows,
  depth,
  pixels,
  weights: 0,
  multiplies: false,
});

/** The operator as rows x depth times depth x pixels. Pools count the window as depth and have no weights. */
function matrixView(
  network: NetworkGraph,
  { main }: FusedGroup,
  input: readonly number[],
  output: readonly number[],
): MatrixView {
  const outPixels = product(output.slice(2));
  switch (main.type) {
    case 'Conv': {
      const weight = network.initialisers.get(main.inputs[1]!)!.shape;
      const single = weight[2] === 1 && weight[3] === 1;
      const kind = weight[1] === 1 && input[1]! > 1 ? 'depthwise' : single ? 'pointwise' : 'conv';
      return matrix(kind, weight[0]!, product(weight.slice(1)), outPixels);
    }
    case 'Gemm':
    case 'MatMul': {
      const tokens = product(output.slice(1, -1));
      const [rows, depth] = [output.at(-1)!, input.at(-1)!];
      if (network.initialisers.has(main.inputs[1]!)) return matrix('fully-connected', rows, depth, tokens);
      return { ...matrix('attention', rows, depth, tokens), weights: 0 };
    }
    case 'Gather': {
      const [entries, width] = network.initialisers.get(main.inputs[0]!)!.shape;
      const view = plain('embedding', width!, 1, product(output) / width!);
      return { ...view, weights: entries! * width! };
    }
    case 'MaxPool':
    case 'AveragePool': {
      const [height, width] = windowOf(main, input[2]!, input[3]!, null)!.kernel;
      return plain('pool', output[1]!, height * width, outPixels);
    }
    case 'GlobalAveragePool':
      return plain('pool', output[1]!, input[2]! * input[3]!, 1);
    case 'Softmax':
      return plain('softmax', output[1] ?? 1, 1, outPixels);
    case 'LayerNormalization':
      return plain('normalisation', output.at(-1)!, 1, product(output.slice(1, -1)));
    default:
      return plain('elementwise', output[1] ?? 1, 1, outPixels);
  }
}
