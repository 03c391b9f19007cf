import { createHash } from 'node:crypto';
import type { onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';
import { inferShapes } from '../infer-shapes.ts';
import type { Network, Tensor } from '../network.ts';
import { maxModelBytes } from './load-network.ts';
import { dimsKey, ladderKey } from './metadata-keys.ts';
import { ModelError, type Refuse } from './model-error.ts';
import { orderNodes } from './order-nodes.ts';
import { readDims } from './read-dims.ts';
import { readLadder } from './read-ladder.ts';
import { readNode } from './read-node.ts';
import { readTensor } from './read-tensor.ts';
import { readInput, readValue } from './read-value.ts';
import { refuseTraining } from './refuse-training.ts';
import { widenConstants } from './widen-constants.ts';

const maxNodes = 10_000;
/** Inputs, or outputs, of a graph. */
const maxValues = 64;

/**
 * Reads a network from the bytes of an ONNX file: graph, weights, shapes for batch 1 and, where there is one,
 * the ladder. The bytes are untrusted; everything that the kernels rely on is checked here.
 * @param fileName only for error messages
 * @throws ModelError
 */
export function readOnnx(bytes: Uint8Array, fileName: string): Network {
  const refuse: Refuse = (code, message) => {
    throw new ModelError(code, fileName, message);
  };
  if (bytes.length > maxModelBytes) {
    refuse('E_MODEL_TOO_LARGE', `${bytes.length} bytes, at most ${maxModelBytes} are read`);
  }
  const model = decode(bytes, refuse);
  const graph = model.graph!;
  widenConstants(graph);

  const initialisers = new Map<string, Tensor>();
  for (const proto of graph.initializer ?? []) {
    const name = proto.name ?? '';
    if (name === '' || initialisers.has(name)) {
      refuse('E_MODEL_GRAPH', `initialiser name '${name}' is empty or used twice; export the model again`);
    }
    initialisers.set(name, readTensor(proto, name, refuse));
  }
  if ((graph.node ?? []).length > maxNodes) {
    refuse(
      'E_MODEL_GRAPH',
      `${graph.node!.length} nodes, at most ${maxNodes} are read; use a smaller network`,
    );
  }
  const computed = (graph.node ?? []).filter((node) => !foldConstant(node, initialisers, refuse));
  const nodeNames = new Set<string>();
  const nodes = computed.map((node, index) => {
    refuseTraining(node, index, refuse);
    return readNode(node, index, nodeNames, refuse);
  });

  const inputs = (graph.input ?? []).filter((value) => !initialisers.has(value.name ?? ''));
  const outputs = graph.output ?? [];
  if (inputs.length < 1 || inputs.length > maxValues || outputs.length < 1 || outputs.length > maxValues) {
    refuse(
      'E_MODEL_GRAPH',
      `${inputs.length} inputs and ${outputs.length} outputs; networks with 1 to ${maxValues} of each are read`,
    );
  }
  const metadata = new Map((model.metadataProps ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
  const dims = readDims(metadata.get(dimsKey), refuse);
  const read = inputs.map((value) => readInput(value, dims, refuse));
  const written = outputs.map((value) => readValue(value, refuse));
  const names = (values: readonly { readonly name: string }[]) => values.map(({ name }) => name);
  const ordered = orderNodes(nodes, names(read), initialisers, names(written), refuse);
  const shapes = inferShapes(ordered, read, initialisers, refuse);
  const results = written.map((value) => ({ ...value, shape: shapes.get(value.name)! }));
  const network: Network = {
    name: graph.name || 'network',
    hash: createHash('sha256').update(bytes).digest('hex'),
    nodes: ordered,
    initialisers,
    input: read[0]!,
    output: results[0]!,
    inputs: read,
    outputs: results,
    dims,
    shapes,
    ladder: null,
  };
  const ladder = metadata.get(ladderKey);
  return ladder === undefined ? network : { ...network, ladder: readLadder(ladder, network, refuse) };
}

/** Parses the protobuf. Random bytes may parse as an empty model, so the graph must hold something. */
function decode(bytes: Uint8Array, refuse: Refuse): onnx.ModelProto {
  let model: onnx.ModelProto;
  try {
    model = onnxProto.onnx.ModelProto.decode(bytes);
  } catch (error) {
    return refuse(
      'E_MODEL_NOT_ONNX',
      `not a whole ONNX file (${error instanceof Error ? error.message : String(error)} in ${bytes.length} bytes); ` +
        'it may be truncated: export or download it again',
    );
  }
  if (!model.graph || (model.graph.node ?? []).length === 0) {
    refuse('E_MODEL_NOT_ONNX', `no graph in ${bytes.length} bytes; an ONNX ModelProto is expected`);
  }
  for (const opset of model.opsetImport ?? []) {
    const version = Number(opset.version ?? 0);
    if ((opset.domain ?? '') === '' && version < 7) {
      refuse('E_MODEL_OPSET', `operator set ${version}; 7 or newer is read: convert the model`);
    }
  }
  return model;
}

/** Turns a Constant node into an initialiser. @returns whether it was one */
function foldConstant(node: onnx.INodeProto, initialisers: Map<string, Tensor>, refuse: Refuse): boolean {
  if (node.opType !== 'Constant') return false;
  const value = (node.attribute ?? []).find((attribute) => attribute.name === 'value')?.t;
  const name = node.output?.[0] ?? '';
  if (!value || name === '' || initialisers.has(name)) {
    return refuse(
      'E_MODEL_ATTRIBUTE',
      `Constant node '${node.name ?? name}' without a tensor attribute 'value' or with a name in use`,
    );
  }
  initialisers.set(name, readTensor(value, name, refuse));
  return true;
}
