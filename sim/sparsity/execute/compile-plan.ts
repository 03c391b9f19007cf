import { type Conv2dShape, conv2dOutput, type DenseMatrix } from '../../../kernels/index.ts';
import type { Network, NetworkNode, Tensor } from '../../network/network.ts';
import { requireWeights } from '../../network/require-weights.ts';
import type { Plan, PoolStep } from './plan.ts';
import { UnsupportedNetworkError } from './unsupported-network-error.ts';

interface Volume {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** A matrix step whose epilogue is still being gathered, in float64. */
interface OpenMatrix {
  readonly kind: 'matrix';
  readonly node: string;
  readonly shape: Conv2dShape;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly weights: DenseMatrix;
  readonly scale: Float64Array;
  readonly bias: Float64Array;
  relu: boolean;
}

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
  readonly #steps: (OpenMatrix | PoolStep)[] = [];
  #volume: Volume;
  #value: string;
  #softmax = false;

  constructor(network: Network) {
    this.#network = network;
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
    for (const layer of ladder?.layers ?? []) this.#checkLadderLayer(layer.node);
    return {
      network: name,
      input,
      softmax: this.#softmax,
      classes: this.#volume.channels * this.#volume.height * this.#volume.width,
      levels: ladder?.levels.length ?? 0,
      ladderLayers: ladder?.layers.length ?? 0,
      steps: this.#steps.map((step) => {
        if (step.kind === 'pool') return step;
        const index = ladder?.layers.findIndex((layer) => layer.node === step.node) ?? -1;
        const layer = ladder?.layers[index];
        return {
          ...step,
          scale: layer ? layer.scale : Float32Array.from(step.scale),
          bias: layer ? layer.bias : Float32Array.from(step.bias),
          ladder: layer ? { index, layer } : null,
        };
      }),
    };
  }

  #compileNodes(): Volume {
    let input = this.#volume;
    for (const node of this.#network.nodes) {
      if (this.#softmax) this.#refuse(node, 'comes after Softmax, which must be the last operator');
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
        this.#conv(node);
        break;
      case 'Gemm':
      case 'MatMul':
        this.#fullyConnected(node);
        break;
      case 'MaxPool':
      case 'AveragePool':
      case 'GlobalAveragePool':
        this.#pool(node);
        break;
      case 'BatchNormalization':
        this.#batchNormalization(node);
        break;
      case 'Add':
        this.#addConstant(node);
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
        this.#refuse(node, 'is not executed in a chain of layers');
    }
  }

  #refuse(node: NetworkNode, why: string): never {
    throw new UnsupportedNetworkError(this.#network.name, node.name, `${node.type} ${why}`);
  }

  /** Every operator must read the value before it: the kernels execute chains. */
  #follow(node: NetworkNode): void {
    const read = node.inputs.filter((name) => name !== '' && !this.#network.initialisers.has(name));
    if (read.length !== 1 || read[0] !== this.#value || node.outputs.length !== 1) {
      this.#refuse(
        node,
        `reads ${read.join(', ') || 'nothing'}; only chains are executed, where it reads ${this.#value} alone`,
      );
    }
  }

  #constant(node: NetworkNode, input: number): Tensor {
    const tensor = this.#network.initialisers.get(node.inputs[input] ?? '');
    return tensor ?? this.#refuse(node, `needs a constant as input ${input}`);
  }

  /** The matrix step just before, while nothing but its epilogue has followed. */
  #openMatrix(node: NetworkNode): OpenMatrix {
    const last = this.#steps.at(-1);
    if (last?.kind !== 'matrix') return this.#refuse(node, 'must follow Conv, Gemm or MatMul');
    if (last.relu && node.type !== 'Relu') return this.#refuse(node, 'must come before Relu');
    return last;
  }

  #conv(node: NetworkNode): void {
    const weight = this.#constant(node, 1);
    const [rows = 0, channels = 0, kernelH = 1, kernelW = 1] = weight.shape;
    if ((node.attributes['group'] ?? 1) !== 1) this.#refuse(node, 'with groups is not executed');
    if (channels !== this.#volume.channels || weight.shape.length !== 4) {
      this.#refuse(
        node,
        `has a weight of shape ${weight.shape.join(' x ')} for ${this.#volume.channels} channels`,
      );
    }
    this.#pushMatrix(node, this.#window(node, kernelH, kernelW), {
      rows,
      cols: channels * kernelH * kernelW,
      values: Float32Array.from(weight.data),
    });
    if (node.inputs[2]) this.#openMatrix(node).bias.set(this.#constant(node, 2).data);
  }

  #fullyConnected(node: NetworkNode): void {
    const weight = this.#constant(node, 1);
    const { channels, height, width } = this.#volume;
    const depth = channels * height * width;
    const number = (name: string, or: number) => Number(node.attributes[name] ?? or);
    const isGemm = node.type === 'Gemm';
    const rowsFirst = isGemm && number('transB', 0) === 1;
    const [first = 0, second = 0] = weight.shape;
    const [rows, cols] = rowsFirst ? [first, second] : [second, first];
    if (weight.shape.length !== 2 || cols !== depth || number('transA', 0) !== 0) {
      this.#refuse(node, `has a weight of shape ${weight.shape.join(' x ')} for ${depth} inputs a sample`);
    }
    const alpha = isGemm ? number('alpha', 1) : 1;
    const values = new Float32Array(rows * cols);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++)
        values[r * cols + c] = weight.data[rowsFirst ? r * cols + c : c * rows + r]!;
    }
    const none = {
      strideH: 1,
      strideW: 1,
      dilationH: 1,
      dilationW: 1,
      padTop: 0,
      padLeft: 0,
      padBottom: 0,
      padRight: 0,
    };
    this.#pushMatrix(
      node,
      { ...this.#volume, kernelH: height, kernelW: width, ...none },
      { rows, cols, values },
    );
    const matrix = this.#openMatrix(node);
    matrix.scale.fill(alpha);
    if (isGemm && node.inputs[2]) this.#addTo(node, matrix, this.#constant(node, 2), number('beta', 1));
  }

  #pushMatrix(node: NetworkNode, shape: Conv2dShape, weights: DenseMatrix): void {
    const out = conv2dOutput(shape);
    this.#steps.push({
      kind: 'matrix',
      node: node.name,
      shape,
      outHeight: out.height,
      outWidth: out.width,
      weights,
      scale: new Float64Array(weights.rows).fill(1),
      bias: new Float64Array(weights.rows),
      relu: false,
    });
    this.#volume = { channels: weights.rows, height: out.height, width: out.width };
  }

  #window(node: NetworkNode, kernelH: number, kernelW: number): Conv2dShape {
    const list = (name: string, or: readonly number[]) => {
      const value = node.attributes[name];
      return Array.isArray(value) ? (value as readonly number[]) : or;
    };
    const autoPad = node.attributes['auto_pad'] ?? 'NOTSET';
    if (autoPad !== 'NOTSET' && autoPad !== 'VALID')
      this.#refuse(node, `with auto_pad ${autoPad} is not executed`);
    if (node.attributes['ceil_mode']) this.#refuse(node, 'with ceil_mode 1 is not executed');
    const [strideH = 1, strideW = 1] = list('strides', [1, 1]);
    const [dilationH = 1, dilationW = 1] = list('dilations', [1, 1]);
    const [padTop = 0, padLeft = 0, padBottom = 0, padRight = 0] = list('pads', [0, 0, 0, 0]);
    const pads = { padTop, padLeft, padBottom, padRight };
    return { ...this.#volume, kernelH, kernelW, strideH, strideW, dilationH, dilationW, ...pads };
  }

  #pool(node: NetworkNode): void {
    const { height, width, channels } = this.#volume;
    const whole = node.type === 'GlobalAveragePool';
    const [kernelH = 1, kernelW = 1] = whole
      ? [height, width]
      : (node.attributes['kernel_shape'] as readonly number[]);
    const shape = this.#window(node, kernelH, kernelW);
    if (shape.dilationH !== 1 || shape.dilationW !== 1) this.#refuse(node, 'with dilation is not executed');
    const mean = node.attributes['count_include_pad'] ? 'mean-whole' : 'mean-inside';
    const out = conv2dOutput(shape);
    const pool = node.type === 'MaxPool' ? 'max' : mean;
    this.#steps.push({
      kind: 'pool',
      node: node.name,
      shape,
      outHeight: out.height,
      outWidth: out.width,
      pool,
    });
    this.#volume = { channels, height: out.height, width: out.width };
  }

  #batchNormalization(node: NetworkNode): void {
    const matrix = this.#openMatrix(node);
    const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((i) => this.#constant(node, i).data);
    const epsilon = Number(node.attributes['epsilon'] ?? 1e-5);
    for (let r = 0; r < matrix.scale.length; r++) {
      const factor = gamma![r]! / Math.sqrt(variance![r]! + epsilon);
      matrix.scale[r]! *= factor;
      matrix.bias[r] = (matrix.bias[r]! - mean![r]!) * factor + beta![r]!;
    }
  }

  #addConstant(node: NetworkNode): void {
    const at = node.inputs.findIndex((name) => this.#network.initialisers.has(name));
    this.#addTo(node, this.#openMatrix(node), this.#constant(node, at), 1);
  }

  #addTo(node: NetworkNode, matrix: OpenMatrix, addend: Tensor, factor: number): void {
    const rows = matrix.bias.length;
    const scalar = addend.data.length === 1;
    const alongChannels = addend.shape.at(matrix.outHeight * matrix.outWidth === 1 ? -1 : -3) === rows;
    if (!scalar && !(addend.data.length === rows && (alongChannels || addend.shape.length === 4))) {
      this.#refuse(
        node,
        `of a constant of shape ${addend.shape.join(' x ')}; one value a channel (${rows}) is needed`,
      );
    }
    for (let r = 0; r < rows; r++) matrix.bias[r]! += factor * addend.data[scalar ? 0 : r]!;
  }

  #reshape(node: NetworkNode): void {
    const shape = this.#network.shapes.get(node.outputs[0]!) ?? [];
    if (this.#steps.length === 0) {
      this.#volume = volumeOf(shape);
    } else if (shape.length > 2 && shape[1] !== this.#volume.channels) {
      this.#refuse(
        node,
        `to ${shape.join(' x ')} in the middle of the network; only flattening is executed there`,
      );
    }
  }

  #checkLadderLayer(name: string): void {
    const layer = this.#network.ladder!.layers.find(({ node }) => node === name)!;
    const step = this.#steps.find(({ node }) => node === name);
    const matrix = step?.kind === 'matrix' ? step.weights : null;
    if (matrix?.rows !== layer.rows || matrix.cols !== layer.cols) {
      throw new UnsupportedNetworkError(
        this.#network.name,
        name,
        `the ladder has ${layer.rows} x ${layer.cols} weights here, the graph ${matrix ? `${matrix.rows} x ${matrix.cols}` : 'no such layer'}`,
      );
    }
  }
}

/** [N][channels][height][width] or [N][values] -> one sample's volume. */
function volumeOf(shape: readonly number[]): Volume {
  const [, channels = 1, height = 1, width = 1] = shape;
  return { channels, height, width };
}
