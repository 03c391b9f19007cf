import type { Volume } from '../../../kernels/index.ts';
import type { Network, NetworkNode } from '../../network/network.ts';
import { requireWeights } from '../../network/require-weights.ts';
import { MatrixReader, type OpenMatrix } from './matrix-reader.ts';
import type { Plan, PoolStep } from './plan.ts';
import { UnsupportedNetworkError } from './unsupported-network-error.ts';

/**
 * Fuses the nodes of a chain network into steps: BatchNormalization, a constant Add and Relu join the matrix before
 * them, Flatten, Reshape and Identity vanish.
 * @throws UnsupportedNetworkError for a branch, a group, or an operator in a place where it cannot be fused
 * @throws ModelError E_MODEL_WEIGHTS for a graph without weights
 */
export function compilePlan(network: Network): Plan {
  return new PlanCompiler(requireWeights(network)).compile();
}

class PlanCompiler {
  readonly #network: Network;
  readonly #reader: MatrixReader;
  readonly #steps: (OpenMatrix | PoolStep)[] = [];
  #volume: Volume;
  #value: string;
  #softmax = false;

  constructor(network: Network) {
    this.#network = network;
    this.#reader = new MatrixReader(network);
    this.#value = network.input.name;
    this.#volume = volumeOf(network.input.shape);
  }

  compile(): Plan {
    const { name, ladder, output, outputs = [output] } = this.#network;
    if (outputs.length > 1) {
      throw new UnsupportedNetworkError(name, outputs[1]!.name, 'a chain has one output');
    }
    const input = this.#compileNodes();
    if (this.#value !== output.name) {
      throw new UnsupportedNetworkError(
        name,
        output.name,
        `the chain of operators ends in ${this.#value} instead`,
      );
    }
    this.#reader.checkLadder(this.#steps);
    return {
      network: name,
      input,
      softmax: this.#softmax,
      classes: this.#volume.channels * this.#volume.height * this.#volume.width,
      levels: ladder?.levels.length ?? 0,
      ladderLayers: ladder?.layers.length ?? 0,
      steps: this.#steps.map((step) => (step.kind === 'pool' ? step : this.#reader.finish(step))),
    };
  }

  #compileNodes(): Volume {
    let input = this.#volume;
    for (const node of this.#network.nodes) {
      if (this.#softmax) this.#reader.refuse(node, 'comes after Softmax, which must be the last operator');
      this.#follow(node);
      this.#compileNode(node);
      this.#value = node.outputs[0]!;
      if (this.#steps.length === 0) input = this.#volume;
    }
    return input;
  }

  #compileNode(node: NetworkNode): void {
    switch (node.type) {
      case 'Conv':
        this.#pushMatrix(this.#reader.conv(node, this.#volume));
        break;
      case 'Gemm':
      case 'MatMul':
        this.#pushMatrix(this.#reader.fullyConnected(node, this.#volume));
        break;
      case 'MaxPool':
      case 'AveragePool':
      case 'GlobalAveragePool':
        this.#pushPool(this.#reader.pool(node, this.#volume));
        break;
      case 'BatchNormalization':
        this.#reader.batchNormalization(node, this.#openMatrix(node));
        break;
      case 'Add':
        this.#reader.addConstant(node, this.#openMatrix(node));
        break;
      case 'Relu':
        this.#openMatrix(node).relu = true;
        break;
      case 'Flatten':
      case 'Reshape':
        this.#reshape(node);
        break;
      case 'Softmax':
        this.#softmax = true;
        break;
      case 'Identity':
        break;
      default:
        this.#reader.refuse(node, 'is not executed in a chain of layers');
    }
  }

  /** Every operator must read the value before it: the kernels execute chains. */
  #follow(node: NetworkNode): void {
    const read = node.inputs.filter((name) => name !== '' && !this.#network.initialisers.has(name));
    if (read.length !== 1 || read[0] !== this.#value || node.outputs.length !== 1) {
      this.#reader.refuse(
        node,
        `reads ${read.join(', ') || 'nothing'}; only chains are executed, where it reads ${this.#value} alone`,
      );
    }
  }

  /** The matrix step just before, while nothing but its epilogue has followed. */
  #openMatrix(node: NetworkNode): OpenMatrix {
    const last = this.#steps.at(-1);
    if (last?.kind !== 'matrix') return this.#reader.refuse(node, 'must follow Conv, Gemm or MatMul');
    if (last.relu && node.type !== 'Relu') return this.#reader.refuse(node, 'must come before Relu');
    return last;
  }

  #pushMatrix(step: OpenMatrix): void {
    this.#steps.push(step);
    this.#volume = { channels: step.weights.rows, height: step.outHeight, width: step.outWidth };
  }

  #pushPool(step: PoolStep): void {
    this.#steps.push(step);
    this.#volume = { channels: step.shape.channels, height: step.outHeight, width: step.outWidth };
  }

  #reshape(node: NetworkNode): void {
    const shape = this.#network.shapes.get(node.outputs[0]!) ?? [];
    if (this.#steps.length === 0) {
      this.#volume = volumeOf(shape);
    } else if (shape.length > 2 && shape[1] !== this.#volume.channels) {
      this.#reader.refuse(
        node,
        `to ${shape.join(' x ')} in the middle of the network; only flattening is executed there`,
      );
    }
  }
}

/** [N][channels][height][width] or [N][values] -> one sample's volume. */
function volumeOf(shape: readonly number[]): Volume {
  const [, channels = 1, height = 1, width = 1] = shape;
  return { channels, height, width };
}
