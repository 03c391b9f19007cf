import type { onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';
import { activeWeights } from '../active-weights.ts';
import type { LadderLayer } from '../ladder.ts';
import type { Network } from '../network.ts';
import { ModelError } from './model-error.ts';

/** A layer to be written: its blocks, its weights at level 0 and the epilogue of the graph as it is. */
export interface WrittenLayer extends LadderLayer {
  /** [rows][cols] */
  readonly values: Float32Array;
  /** Bias of the graph's own epilogue, [rows]; its scale must be that of level 0. */
  readonly denseBias: Float32Array;
}

const { FLOAT, INT32 } = onnxProto.onnx.TensorProto.DataType;

/**
 * The file of a network with a ladder: the original model with the weights of level 0, a bias of level 0
 * where it differs, and the ladder as initialisers that no node reads and the metadata entry
 * `sparsewatt.ladder` (scenarios/models/README.md). Everything else of the model stays as it is.
 * @param bytes of the original file @param network as read from them @param fileName only for error messages
 * @throws ModelError E_MODEL_LADDER when the file holds a ladder already
 */
export function writeLadder(
  bytes: Uint8Array,
  network: Network,
  layers: readonly WrittenLayer[],
  fileName: string,
): Uint8Array {
  if (network.ladder) {
    throw new ModelError(
      'E_MODEL_LADDER',
      fileName,
      'holds a ladder already; give the dense network it was made of',
    );
  }
  const model = onnxProto.onnx.ModelProto.decode(bytes);
  const graph = model.graph!;
  const entries = layers.map((layer) => {
    const read = network.nodes.find(({ name }) => name === layer.node)!;
    const node = graph.node!.find(({ output }) => output?.[0] === read.outputs[0])!;
    node.name = layer.node;
    const weight = read.inputs[1]!;
    const { shape } = network.initialisers.get(weight)!;
    replaceConstant(graph, weight, tensor(weight, shape, layer.values));
    addBias(graph, node, layer, network);
    const name = (part: string) => `${layer.node}.ladder.${part}`;
    const levels = layer.levelEnds.length;
    graph.initializer!.push(
      tensor(name('order'), [layer.order.length], layer.order),
      tensor(name('scale'), [levels, layer.rows], layer.scale),
      tensor(name('bias'), [levels, layer.rows], layer.bias),
    );
    return {
      node: layer.node,
      weight,
      order: name('order'),
      levelEnds: layer.levelEnds,
      scale: name('scale'),
      bias: name('bias'),
    };
  });
  const weights = layers.reduce((sum, { rows, cols }) => sum + rows * cols, 0);
  const levels = layers[0]!.levelEnds.map((_, level) => ({
    sparsity: 1 - layers.reduce((sum, layer) => sum + activeWeights(layer, level), 0) / weights,
  }));
  const value = JSON.stringify({ version: 1, blockRows: 4, levels, layers: entries });
  model.metadataProps = [...(model.metadataProps ?? []), { key: 'sparsewatt.ladder', value }];
  return onnxProto.onnx.ModelProto.encode(model).finish();
}

function tensor(name: string, dims: readonly number[], data: Float32Array | Int32Array): onnx.ITensorProto {
  const rawData = new Uint8Array(data.length * 4);
  const view = new DataView(rawData.buffer);
  data.forEach((value, i) => {
    if (data instanceof Float32Array) view.setFloat32(4 * i, value, true);
    else view.setInt32(4 * i, value, true);
  });
  return { name, dims: [...dims], dataType: data instanceof Float32Array ? FLOAT : INT32, rawData };
}

/** Puts another value in the place of an initialiser or of the Constant node that gives it. */
function replaceConstant(graph: onnx.IGraphProto, name: string, made: onnx.ITensorProto): void {
  graph.initializer = [...(graph.initializer ?? []).filter((old) => old.name !== name), made];
  graph.node = (graph.node ?? []).filter((node) => node.opType !== 'Constant' || node.output?.[0] !== name);
}

/**
 * Moves the bias of the graph to that of level 0. What follows the product multiplies it by the level's
 * scale, so the change is divided by that (and by beta, for Gemm).
 */
function addBias(
  graph: onnx.IGraphProto,
  node: onnx.INodeProto,
  layer: WrittenLayer,
  network: Network,
): void {
  const { rows, scale, bias, denseBias } = layer;
  if (denseBias.every((value, r) => value === bias[r])) return;
  const read = network.nodes.find(({ name }) => name === layer.node)!;
  const factor = (name: string) => (read.type === 'Gemm' ? Number(read.attributes[name] ?? 1) : 1);
  const [alpha, beta] = [factor('alpha'), factor('beta')];
  const old = read.inputs[2] === undefined ? undefined : network.initialisers.get(read.inputs[2]);
  const values = Float32Array.from({ length: rows }, (_, r) => {
    const before = old ? old.data[old.data.length === 1 ? 0 : r]! : 0;
    const change = scale[r] === 0 ? 0 : ((bias[r]! - denseBias[r]!) * alpha) / scale[r]!;
    return before + (beta === 0 ? 0 : change / beta);
  });
  const name = `${layer.node}.ladder.level0.bias`;
  graph.initializer!.push(tensor(name, [rows], values));
  node.input = [node.input![0]!, node.input![1]!, name];
}
