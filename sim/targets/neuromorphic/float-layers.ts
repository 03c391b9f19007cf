import type { LadderLayer } from '../../network/ladder.ts';
import type { Network, NetworkNode, Tensor } from '../../network/network.ts';
import { ModelError } from '../../network/onnx/model-error.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import { type Columns, columnsOf } from './columns.ts';
import type { FloatLayer } from './float-layer.ts';
import type { Geometry } from './geometry.ts';
import type { SynapseFormat } from './wired-layer.ts';

/**
 * The network as a chain of layers at one operating point.
 *
 * Convolutions (strided, any padding), batch normalisation, ReLU, a mean over all pixels, Flatten and fully connected
 * layers map to spiking layers; a mean over pixels is linear and is merged into the fully connected layer behind it.
 * @throws ModelError naming the node that does not map
 */
export function floatLayers(network: Network, point: OperatingPoint): readonly FloatLayer[] {
  if (point.gates.some((gate) => gate !== null && gate !== 0)) {
    throw new Error(
      `point ${point.id}: gates have no meaning in a rate code (a value below the gate sends no spike anyway); use a point without gates`,
    );
  }
  const layers: FloatLayer[] = [];
  const levels = new Map(
    network.ladder?.layers.map((layer, i) => [layer.node, { layer, level: point.levels[i]! }]),
  );
  let mean = false;
  let value = network.input.name;
  for (const node of network.nodes) {
    if (node.inputs[0] !== value) refuse(network, node, `does not read the value before it ('${value}')`);
    value = node.outputs[0]!;
    switch (node.type) {
      case 'Conv':
      case 'Gemm':
        layers.push(layerOf(network, node, levels.get(node.name), mean));
        mean = false;
        break;
      case 'BatchNormalization': {
        const last = layers.at(-1);
        if (!last || last.fires) refuse(network, node, 'does not follow a convolution directly');
        // A ladder layer carries the batch norm of each level in its epilogue.
        if (!levels.has(last.name)) layers[layers.length - 1] = withBatchNorm(network, node, last);
        break;
      }
      case 'Relu':
        layers[layers.length - 1] = { ...layers.at(-1)!, fires: true };
        break;
      case 'GlobalAveragePool':
        mean = true;
        break;
      case 'Flatten':
      case 'Reshape':
      case 'Identity':
        break;
      default:
        refuse(network, node, 'has no spiking form here');
    }
  }
  for (const layer of layers.slice(0, -1)) {
    if (!layer.fires) {
      throw new ModelError(
        'E_MODEL_OPERATOR',
        network.name,
        `layer '${layer.name}' is not followed by Relu; a spike rate cannot be negative`,
      );
    }
  }
  if (layers.length === 0 || layers.at(-1)!.fires) {
    throw new ModelError(
      'E_MODEL_OPERATOR',
      network.name,
      `the last layer must be a Conv or Gemm without Relu, whose outputs are read`,
    );
  }
  return layers;
}

function refuse(network: Network, node: NetworkNode, why: string): never {
  throw new ModelError(
    'E_MODEL_OPERATOR',
    network.name,
    `node '${node.name}' (${node.type}) ${why}; chains of Conv, BatchNormalization, Relu, GlobalAveragePool, Flatten and Gemm are converted to spikes`,
  );
}

function initialiser(network: Network, node: NetworkNode, input: number): Tensor {
  const name = node.inputs[input];
  const tensor = name === undefined ? undefined : network.initialisers.get(name);
  if (!tensor) refuse(network, node, `has no constant input ${input}`);
  return tensor;
}

function numbers(node: NetworkNode, attribute: string, fallback: readonly number[]): readonly number[] {
  const value = node.attributes[attribute];
  return Array.isArray(value) ? (value as readonly number[]) : fallback;
}

function geometryOf(network: Network, node: NetworkNode, weight: Tensor, outChannels: number): Geometry {
  const input = network.shapes.get(node.inputs[0]!)!;
  const output = network.shapes.get(node.outputs[0]!)!;
  if (node.type === 'Gemm') {
    const values = input.slice(1).reduce((a, b) => a * b, 1);
    const one = { outHeight: 1, outWidth: 1, strideY: 1, strideX: 1, padTop: 0, padLeft: 0 };
    return {
      inChannels: values,
      inHeight: 1,
      inWidth: 1,
      outChannels,
      kernelHeight: 1,
      kernelWidth: 1,
      ...one,
    };
  }
  if (numbers(node, 'dilations', [1, 1]).some((d) => d !== 1)) refuse(network, node, 'is dilated');
  if ((node.attributes['group'] ?? 1) !== 1) refuse(network, node, 'is grouped');
  const [strideY = 1, strideX = 1] = numbers(node, 'strides', [1, 1]);
  const [padTop = 0, padLeft = 0] = numbers(node, 'pads', [0, 0, 0, 0]);
  return {
    inChannels: input[1]!,
    inHeight: input[2]!,
    inWidth: input[3]!,
    outChannels,
    outHeight: output[2]!,
    outWidth: output[3]!,
    kernelHeight: weight.shape[2]!,
    kernelWidth: weight.shape[3]!,
    strideY,
    strideX,
    padTop,
    padLeft,
  };
}

function layerOf(
  network: Network,
  node: NetworkNode,
  ladder: { layer: LadderLayer; level: number } | undefined,
  mean: boolean,
): FloatLayer {
  const weight = initialiser(network, node, 1);
  const transposed = node.type === 'Conv' || node.attributes['transB'] === 1;
  const rows = weight.shape[transposed ? 0 : 1]!;
  const cols = weight.data.length / rows;
  const at = (row: number, col: number) => weight.data[transposed ? row * cols + col : col * rows + row]!;
  const bias = new Float64Array(rows);
  if (node.inputs[2]) bias.set(initialiser(network, node, 2).data);
  let columns: Columns<Float64Array>;
  let pruned = false;
  if (ladder) {
    const { layer, level } = ladder;
    const end = layer.levelEnds[level];
    if (end === undefined)
      throw new Error(`${node.name}: level ${level} is not one of 0 … ${layer.levelEnds.length - 1}`);
    pruned = end < layer.order.length;
    const present = new Uint8Array(Math.ceil(rows / 4) * cols);
    for (let i = 0; i < end; i++) present[layer.order[i]!] = 1;
    const scale = layer.scale.subarray(level * rows, (level + 1) * rows);
    columns = columnsOf(
      rows,
      cols,
      (row, col) => present[(row >> 2) * cols + col] === 1,
      (row, col) => at(row, col) * scale[row]!,
    );
    bias.set(layer.bias.subarray(level * rows, (level + 1) * rows));
  } else {
    columns = columnsOf(rows, cols, () => true, at);
  }
  let geometry = geometryOf(network, node, weight, rows);
  let columnsPerWeight = 1;
  if (node.type === 'Gemm') {
    const before = network.nodes.find((n) => n.outputs[0] === node.inputs[0]);
    const shape = wideShape(network, before, mean);
    if (shape) {
      const [channels, height, width] = shape;
      geometry = {
        ...geometry,
        inChannels: channels,
        inHeight: height,
        inWidth: width,
        kernelHeight: height,
        kernelWidth: width,
      };
      if (mean) {
        columnsPerWeight = height * width;
        columns = repeatColumns(columns, columnsPerWeight);
      }
    }
  }
  return {
    name: node.name,
    geometry,
    columns,
    format: formatOf(pruned, geometry),
    bias,
    fires: false,
    columnsPerWeight,
  };
}

/** Index lists where blocks are pruned, plain lists in fully connected layers, shared kernels elsewhere. */
function formatOf(pruned: boolean, g: Geometry): SynapseFormat {
  if (pruned) return 'sparse';
  return g.kernelHeight === g.inHeight && g.kernelWidth === g.inWidth ? 'dense' : 'conv';
}

/** The [channels, height, width] that a fully connected layer really reads, before Flatten and the mean over pixels. */
function wideShape(network: Network, before: NetworkNode | undefined, mean: boolean) {
  let node = before;
  while (node && ['Flatten', 'Reshape', 'Identity', 'GlobalAveragePool'].includes(node.type)) {
    const shape = network.shapes.get(node.inputs[0]!)!;
    if (shape.length === 4 && (!mean || node.type === 'GlobalAveragePool')) {
      return [shape[1]!, shape[2]!, shape[3]!] as const;
    }
    const name: string = node.inputs[0]!;
    node = network.nodes.find((n) => n.outputs[0] === name);
  }
  return null;
}

/** Columns of a layer that reads means over `pixels` pixels, as columns that read the pixels. */
function repeatColumns(columns: Columns<Float64Array>, pixels: number): Columns<Float64Array> {
  const inputs = columns.start.length - 1;
  const start = new Uint32Array(inputs * pixels + 1);
  const channel = new Uint16Array(columns.channel.length * pixels);
  const weight = new Float64Array(channel.length);
  let at = 0;
  for (let c = 0; c < inputs; c++) {
    for (let p = 0; p < pixels; p++) {
      for (let j = columns.start[c]!; j < columns.start[c + 1]!; j++, at++) {
        channel[at] = columns.channel[j]!;
        weight[at] = columns.weight[j]! / pixels;
      }
      start[c * pixels + p + 1] = at;
    }
  }
  return { start, channel, weight };
}

function withBatchNorm(network: Network, node: NetworkNode, layer: FloatLayer): FloatLayer {
  const [scale, offset, mean, variance] = [1, 2, 3, 4].map((i) => initialiser(network, node, i).data);
  const epsilon = typeof node.attributes['epsilon'] === 'number' ? node.attributes['epsilon'] : 1e-5;
  const factor = Float64Array.from(scale!, (s, c) => s / Math.sqrt(variance![c]! + epsilon));
  const { start, channel, weight } = layer.columns;
  return {
    ...layer,
    columns: { start, channel, weight: weight.map((w, j) => w * factor[channel[j]!]!) },
    bias: layer.bias.map((b, c) => (b - mean![c]!) * factor[c]! + offset![c]!),
  };
}
