import { type Conv2dShape, conv2dOutput, type DenseMatrix, type Volume } from '../../../kernels/index.ts';
import type { Network, NetworkNode, Tensor } from '../../network/network.ts';
import type { MatrixStep, PoolStep } from './plan.ts';
import { UnsupportedNetworkError } from './unsupported-network-error.ts';

/** A matrix step whose epilogue is still being gathered, in float64. */
export interface OpenMatrix {
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

/** Makes matrix and pool steps of the nodes of one network, and refuses what the kernels do not execute. */
export class MatrixReader {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  refuse(node: NetworkNode, why: string): never {
    throw new UnsupportedNetworkError(this.#network.name, node.name, `${node.type} ${why}`);
  }

  constant(node: NetworkNode, input: number): Tensor {
    const tensor = this.#network.initialisers.get(node.inputs[input] ?? '');
    return tensor ?? this.refuse(node, `needs a constant as input ${input}`);
  }

  conv(node: NetworkNode, volume: Volume): OpenMatrix {
    const weight = this.constant(node, 1);
    const [rows = 0, channels = 0, kernelH = 1, kernelW = 1] = weight.shape;
    if ((node.attributes['group'] ?? 1) !== 1) this.refuse(node, 'with groups is not executed');
    if (channels !== volume.channels || weight.shape.length !== 4) {
      this.refuse(node, `has a weight of shape ${weight.shape.join(' x ')} for ${volume.channels} channels`);
    }
    const matrix = openMatrix(node, this.#window(node, volume, kernelH, kernelW), {
      rows,
      cols: channels * kernelH * kernelW,
      values: Float32Array.from(weight.data),
    });
    if (node.inputs[2]) matrix.bias.set(this.constant(node, 2).data);
    return matrix;
  }

  /** Gemm, or MatMul by a constant, over the whole volume. */
  fullyConnected(node: NetworkNode, volume: Volume): OpenMatrix {
    const weight = this.constant(node, 1);
    const { channels, height, width } = volume;
    const depth = channels * height * width;
    const number = (name: string, or: number) => Number(node.attributes[name] ?? or);
    const isGemm = node.type === 'Gemm';
    const rowsFirst = isGemm && number('transB', 0) === 1;
    const [first = 0, second = 0] = weight.shape;
    const [rows, cols] = rowsFirst ? [first, second] : [second, first];
    if (weight.shape.length !== 2 || cols !== depth || number('transA', 0) !== 0) {
      this.refuse(node, `has a weight of shape ${weight.shape.join(' x ')} for ${depth} inputs a sample`);
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
    const matrix = openMatrix(
      node,
      { ...volume, kernelH: height, kernelW: width, ...none },
      { rows, cols, values },
    );
    matrix.scale.fill(alpha);
    if (isGemm && node.inputs[2]) this.#addTo(node, matrix, this.constant(node, 2), number('beta', 1));
    return matrix;
  }

  pool(node: NetworkNode, volume: Volume): PoolStep {
    const { height, width } = volume;
    const whole = node.type === 'GlobalAveragePool';
    const [kernelH = 1, kernelW = 1] = whole
      ? [height, width]
      : (node.attributes['kernel_shape'] as readonly number[]);
    const shape = this.#window(node, volume, kernelH, kernelW);
    if (shape.dilationH !== 1 || shape.dilationW !== 1) this.refuse(node, 'with dilation is not executed');
    const mean = node.attributes['count_include_pad'] ? 'mean-whole' : 'mean-inside';
    const out = conv2dOutput(shape);
    const pool = node.type === 'MaxPool' ? 'max' : mean;
    return {
      kind: 'pool',
      node: node.name,
      shape,
      outHeight: out.height,
      outWidth: out.width,
      pool,
    };
  }

  batchNormalization(node: NetworkNode, matrix: OpenMatrix): void {
    const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((i) => this.constant(node, i).data);
    const epsilon = Number(node.attributes['epsilon'] ?? 1e-5);
    for (let r = 0; r < matrix.scale.length; r++) {
      const factor = gamma![r]! / Math.sqrt(variance![r]! + epsilon);
      matrix.scale[r]! *= factor;
      matrix.bias[r] = (matrix.bias[r]! - mean![r]!) * factor + beta![r]!;
    }
  }

  addConstant(node: NetworkNode, matrix: OpenMatrix): void {
    const at = node.inputs.findIndex((name) => this.#network.initialisers.has(name));
    this.#addTo(node, matrix, this.constant(node, at), 1);
  }

  /** The step with its ladder, whose scale and bias stand for the graph's. */
  finish(step: OpenMatrix): MatrixStep {
    const ladder = this.#network.ladder;
    const index = ladder?.layers.findIndex((layer) => layer.node === step.node) ?? -1;
    const layer = ladder?.layers[index];
    return {
      ...step,
      scale: layer ? layer.scale : Float32Array.from(step.scale),
      bias: layer ? layer.bias : Float32Array.from(step.bias),
      ladder: layer ? { index, layer } : null,
    };
  }

  /** Every layer of the ladder must be one of the steps, of the same size. */
  checkLadder(steps: readonly { readonly kind: string; readonly node: string }[]): void {
    for (const layer of this.#network.ladder?.layers ?? []) {
      const step = steps.find(({ node, kind }) => node === layer.node && kind === 'matrix');
      const matrix = step ? (step as OpenMatrix).weights : null;
      if (matrix?.rows !== layer.rows || matrix.cols !== layer.cols) {
        throw new UnsupportedNetworkError(
          this.#network.name,
          layer.node,
          `the ladder has ${layer.rows} x ${layer.cols} weights here, the graph ${matrix ? `${matrix.rows} x ${matrix.cols}` : 'no such layer'}`,
        );
      }
    }
  }

  #window(node: NetworkNode, volume: Volume, kernelH: number, kernelW: number): Conv2dShape {
    const list = (name: string, or: readonly number[]) => {
      const value = node.attributes[name];
      return Array.isArray(value) ? (value as readonly number[]) : or;
    };
    const autoPad = node.attributes['auto_pad'] ?? 'NOTSET';
    if (autoPad !== 'NOTSET' && autoPad !== 'VALID')
      this.refuse(node, `with auto_pad ${autoPad} is not executed`);
    if (node.attributes['ceil_mode']) this.refuse(node, 'with ceil_mode 1 is not executed');
    const [strideH = 1, strideW = 1] = list('strides', [1, 1]);
    const [dilationH = 1, dilationW = 1] = list('dilations', [1, 1]);
    const [padTop = 0, padLeft = 0, padBottom = 0, padRight = 0] = list('pads', [0, 0, 0, 0]);
    const pads = { padTop, padLeft, padBottom, padRight };
    return { ...volume, kernelH, kernelW, strideH, strideW, dilationH, dilationW, ...pads };
  }

  #addTo(node: NetworkNode, matrix: OpenMatrix, addend: Tensor, factor: number): void {
    const rows = matrix.bias.length;
    const scalar = addend.data.length === 1;
    const alongChannels = addend.shape.at(matrix.outHeight * matrix.outWidth === 1 ? -1 : -3) === rows;
    if (!scalar && !(addend.data.length === rows && (alongChannels || addend.shape.length === 4))) {
      this.refuse(
        node,
        `of a constant of shape ${addend.shape.join(' x ')}; one value a channel (${rows}) is needed`,
      );
    }
    for (let r = 0; r < rows; r++) matrix.bias[r]! += factor * addend.data[scalar ? 0 : r]!;
  }
}

function openMatrix(node: NetworkNode, shape: Conv2dShape, weights: DenseMatrix): OpenMatrix {
  const out = conv2dOutput(shape);
  return {
    kind: 'matrix',
    node: node.name,
    shape,
    outHeight: out.height,
    outWidth: out.width,
    weights,
    scale: new Float64Array(weights.rows).fill(1),
    bias: new Float64Array(weights.rows),
    relu: false,
  };
}
