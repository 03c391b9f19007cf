import { activeWeights } from '../active-weights.ts';
import type { Ladder, LadderLayer } from '../ladder.ts';
import type { Network, Tensor } from '../network.ts';
import type { Refuse } from './model-error.ts';

const blockRows = 4;
const maxLevels = 64;
/** A stated sparsity may differ by so much from the counted one: blocks round, and authors state targets. */
const sparsityTolerance = 0.02;

interface LayerEntry {
  readonly node: string;
  readonly weight: string;
  readonly order: string;
  readonly levelEnds: readonly number[];
  readonly scale: string;
  readonly bias: string;
}

/**
 * Reads the ladder from the JSON of the metadata entry `sparsewatt.ladder` and the initialisers that it names.
 * Nothing in it is trusted: ids, counts, shapes and stated sparsities are checked against the weights. The
 * sparsities of the result are counted, not copied.
 * @throws through `refuse`: E_MODEL_LADDER
 */
export function readLadder(text: string, network: Network, refuse: Refuse): Ladder {
  const fail = (message: string): never => refuse('E_MODEL_LADDER', `ladder: ${message}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return fail(`not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isRecord(json)) return fail('a JSON object is expected');
  if (json['version'] !== 1) {
    return fail(
      `version ${JSON.stringify(json['version'])}; this release reads version 1: update it or export again`,
    );
  }
  if (json['blockRows'] !== blockRows)
    return fail(`blockRows ${JSON.stringify(json['blockRows'])}; 4 is supported`);
  const levels = json['levels'];
  const layers = json['layers'];
  if (!Array.isArray(levels) || levels.length < 1 || levels.length > maxLevels) {
    return fail(`levels must be a list of 1 to ${maxLevels}`);
  }
  if (!Array.isArray(layers) || layers.length < 1) return fail('layers must be a list of at least one layer');
  const read = layers.map((entry) => readLayer(readEntry(entry, fail), levels.length, network, fail));
  if (new Set(read.map((layer) => layer.node)).size < read.length) return fail('a node stands in two layers');
  const position = new Map(network.nodes.map((node, index) => [node.name, index]));
  const inOrder = read.every(
    (layer, i) => i === 0 || position.get(read[i - 1]!.node)! < position.get(layer.node)!,
  );
  if (!inOrder) return fail('layers must stand in the order in which the network executes them');

  const counted = levels.map((level: unknown, k) => {
    const stated = isRecord(level) ? level['sparsity'] : undefined;
    const weights = read.reduce((sum, layer) => sum + layer.rows * layer.cols, 0);
    const active = read.reduce((sum, layer) => sum + activeWeights(layer, k), 0);
    const sparsity = 1 - active / weights;
    if (typeof stated !== 'number' || !(Math.abs(stated - sparsity) <= sparsityTolerance)) {
      fail(`level ${k} states a sparsity of ${JSON.stringify(stated)}, counted are ${sparsity.toFixed(4)}`);
    }
    return { sparsity };
  });
  return { version: 1, blockRows, levels: counted, layers: read };
}

function readEntry(entry: unknown, fail: (message: string) => never): LayerEntry {
  if (!isRecord(entry)) return fail('a layer must be an object');
  for (const key of ['node', 'weight', 'order', 'scale', 'bias']) {
    if (typeof entry[key] !== 'string') return fail(`a layer's '${key}' must be a string`);
  }
  const ends = entry['levelEnds'];
  if (!Array.isArray(ends) || !ends.every((end) => Number.isSafeInteger(end) && end >= 0)) {
    return fail(`levelEnds of '${entry['node']}' must be a list of integers of 0 or more`);
  }
  return entry as unknown as LayerEntry;
}

function readLayer(
  entry: LayerEntry,
  levelCount: number,
  network: Network,
  fail: (message: string) => never,
): LadderLayer {
  const node = network.nodes.find((candidate) => candidate.name === entry.node);
  if (!node || (node.type !== 'Conv' && node.type !== 'Gemm' && node.type !== 'MatMul')) {
    return fail(`'${entry.node}' is not a Conv, Gemm or MatMul node of the graph`);
  }
  const tensor = (name: string): Tensor =>
    network.initialisers.get(name) ??
    fail(`'${entry.node}' names the initialiser '${name}', which the file lacks`);
  if (node.inputs[1] !== entry.weight) {
    fail(`'${entry.node}' names the weight '${entry.weight}', but the node reads '${node.inputs[1]}'`);
  }
  if (node.type === 'Conv' && Number(node.attributes['group'] ?? 1) !== 1) {
    fail(`'${entry.node}' is a grouped convolution; ladders hold plain ones`);
  }
  const weight = tensor(entry.weight);
  // The blocks are those of outputs x inputs, however the graph stores the weight.
  const inputsFirst = node.type === 'MatMul' || (node.type === 'Gemm' && node.attributes['transB'] !== 1);
  const rows = weight.shape[inputsFirst ? 1 : 0]!;
  const cols = weight.data.length / rows;
  const blocks = Math.ceil(rows / blockRows) * cols;

  const order = tensor(entry.order).data;
  if (!(order instanceof Int32Array)) return fail(`'${entry.order}' must hold integers`);
  const listed = new Uint8Array(blocks);
  for (const id of order) {
    if (id < 0 || id >= blocks || listed[id] === 1) {
      fail(
        `'${entry.order}' holds the block ${id}, which is out of range (0 to ${blocks - 1}) or listed twice`,
      );
    }
    listed[id] = 1;
  }
  for (let i = 0; i < weight.data.length; i++) {
    const [row, col] = inputsFirst ? [i % rows, Math.floor(i / rows)] : [Math.floor(i / cols), i % cols];
    const block = Math.floor(row / blockRows) * cols + col;
    if (listed[block] === 0 && weight.data[i] !== 0) {
      fail(`'${entry.order}' leaves out block ${block}, whose weights are not all zero`);
    }
  }
  const ends = entry.levelEnds;
  const nested = ends.every((end, k) => k === 0 || end <= ends[k - 1]!);
  if (ends.length !== levelCount || ends[0] !== order.length || !nested) {
    fail(
      `levelEnds of '${entry.node}' must be ${levelCount} counts that never grow and start at ${order.length}, ` +
        `found [${ends}]`,
    );
  }
  const epilogue = (name: string): Float32Array => {
    const { data } = tensor(name);
    if (!(data instanceof Float32Array) || data.length !== levelCount * rows) {
      return fail(`'${name}' must hold ${levelCount} x ${rows} float32 values`);
    }
    return data;
  };
  return {
    node: entry.node,
    rows,
    cols,
    order,
    levelEnds: ends,
    scale: epilogue(entry.scale),
    bias: epilogue(entry.bias),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
