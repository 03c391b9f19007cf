import type { onnx } from 'onnx-proto';
import type { NetworkNode } from '../network.ts';
import type { OperatorType } from '../network-graph.ts';
import type { Refuse } from './model-error.ts';

/** Operators that are read, with the least and most inputs of each. */
const arity: Readonly<Record<OperatorType, readonly [number, number]>> = {
  Conv: [2, 3],
  Gemm: [2, 3],
  MatMul: [2, 2],
  Add: [2, 2],
  Relu: [1, 1],
  MaxPool: [1, 1],
  AveragePool: [1, 1],
  GlobalAveragePool: [1, 1],
  BatchNormalization: [5, 5],
  Flatten: [1, 1],
  Reshape: [2, 2],
  Softmax: [1, 1],
  Identity: [1, 1],
  Cast: [1, 1],
  Concat: [2, 16],
  Div: [2, 2],
  Equal: [2, 2],
  Gather: [2, 2],
  Gelu: [1, 1],
  LayerNormalization: [2, 3],
  Mul: [2, 2],
  Not: [1, 1],
  ReduceMax: [1, 2],
  ReduceMean: [1, 2],
  ReduceSum: [1, 2],
  Shape: [1, 1],
  Sigmoid: [1, 1],
  Slice: [3, 5],
  Sub: [2, 2],
  Tanh: [1, 1],
  Transpose: [1, 1],
  Unsqueeze: [2, 2],
  Where: [3, 3],
};

const supportedOperators = Object.keys(arity) as readonly OperatorType[];

// AttributeProto.AttributeType of the ONNX specification.
const float = 1;
const int = 2;
const string = 3;
const floats = 6;
const ints = 7;

/**
 * Reads one node. Trailing optional inputs that are absent (empty names) are dropped.
 * @param index position in the file, which names a node that has no name
 * @param names node names so far; the node's own is added
 * @throws through `refuse`: E_MODEL_OPERATOR, E_MODEL_ATTRIBUTE, E_MODEL_GRAPH
 */
export function readNode(
  proto: onnx.INodeProto,
  index: number,
  names: Set<string>,
  refuse: Refuse,
): NetworkNode {
  const type = proto.opType ?? '';
  const name = proto.name || `${type}_${index}`;
  const domain = proto.domain ?? '';
  if (!Object.hasOwn(arity, type) || (domain !== '' && domain !== 'ai.onnx')) {
    refuse(
      'E_MODEL_OPERATOR',
      `operator ${domain === '' ? '' : `${domain}.`}${type || '(none)'} of node '${name}' is not supported; ` +
        `supported are ${supportedOperators.join(', ')}`,
    );
  }
  if (names.has(name)) refuse('E_MODEL_GRAPH', `two nodes are named '${name}'; give every node its own name`);
  names.add(name);
  const inputs = [...(proto.input ?? [])];
  while (inputs.at(-1) === '') inputs.pop();
  const outputs = (proto.output ?? []).filter((output) => output !== '');
  const [fewest, most] = arity[type as OperatorType];
  if (inputs.length < fewest || inputs.length > most || inputs.includes('') || outputs.length !== 1) {
    refuse(
      'E_MODEL_GRAPH',
      `node '${name}' (${type}) has ${inputs.length} inputs and ${outputs.length} outputs; ` +
        `it takes ${fewest === most ? fewest : `${fewest} to ${most}`} and gives 1`,
    );
  }
  const attributes: Record<string, number | string | readonly number[]> = {};
  for (const attribute of proto.attribute ?? []) {
    attributes[attribute.name ?? ''] = readAttribute(attribute, name, refuse);
  }
  return { name, type: type as OperatorType, inputs, outputs, attributes };
}

function readAttribute(
  attribute: onnx.IAttributeProto,
  node: string,
  refuse: Refuse,
): number | string | number[] {
  switch (attribute.type) {
    case float:
      return attribute.f ?? 0;
    case int:
      return Number(attribute.i ?? 0);
    case string:
      return new TextDecoder().decode(attribute.s ?? new Uint8Array());
    case floats:
      return [...(attribute.floats ?? [])];
    case ints:
      return (attribute.ints ?? []).map(Number);
    default:
      return refuse(
        'E_MODEL_ATTRIBUTE',
        `attribute '${attribute.name}' of node '${node}' has type ${attribute.type}; numbers, strings and lists of numbers are read`,
      );
  }
}
