import type { NetworkNode, Tensor } from './network.ts';
import type { SequenceType } from './network-graph.ts';
import type { Refuse } from './onnx/model-error.ts';
import { broadcast, sequenceShape, shapeSlice } from './sequence-shape.ts';
import { windowOf } from './window.ts';

type Shape = readonly number[];

const maxValues = 2 ** 28;
const valuesOf = (shape: Shape): number => shape.reduce((product, dim) => product * dim, 1);

/**
 * Shape of every value for batch 1, following the ONNX operator specification.
 * @param nodes in execution order
 * @throws through `refuse`: E_MODEL_SHAPE, naming the node and the shapes that do not fit
 */
export function inferShapes(
  nodes: readonly NetworkNode[],
  inputs: readonly { readonly name: string; readonly shape: Shape }[],
  initialisers: ReadonlyMap<string, Tensor>,
  refuse: Refuse,
): Map<string, Shape> {
  const shapes = new Map<string, Shape>(inputs.map(({ name, shape }) => [name, shape]));
  const sizes = new Map<string, readonly number[]>();
  for (const [name, tensor] of initialisers) shapes.set(name, tensor.shape);
  for (const node of nodes) {
    const ins = node.inputs.map((name) => shapes.get(name)!);
    const found = outputShape(node, ins, initialisers, sizes);
    if (node.type === 'Shape' && typeof found !== 'string')
      sizes.set(node.outputs[0]!, shapeSlice(node, ins[0]!));
    if (typeof found === 'string') {
      const list = node.inputs.map((name, i) => `${name} [${ins[i]}]`).join(', ');
      refuse('E_MODEL_SHAPE', `node '${node.name}' (${node.type}) with inputs ${list}: ${found}`);
    } else {
      const count = valuesOf(found);
      if (count < 1 || count > maxValues) {
        refuse(
          'E_MODEL_SHAPE',
          `node '${node.name}' (${node.type}) gives [${found}]; 1 to ${maxValues} values are supported`,
        );
      }
      shapes.set(node.outputs[0]!, found);
    }
  }
  return shapes;
}

/** The node's output shape, or what does not fit. */
function outputShape(
  node: NetworkNode,
  ins: readonly Shape[],
  initialisers: ReadonlyMap<string, Tensor>,
  sizes: ReadonlyMap<string, readonly number[]>,
): Shape | string {
  const [x, w, third] = ins as [Shape, Shape, Shape | undefined];
  switch (node.type) {
    case 'Relu':
    case 'Identity':
    case 'Softmax':
      return x;
    case 'Conv': {
      if (x.length !== 4 || w.length !== 4) return 'two-dimensional convolutions with rank 4 are supported';
      if (!isConstant(node.inputs[1]!, initialisers)) return 'the weight must be a float32 initialiser';
      const group = Number(node.attributes['group'] ?? 1);
      if (w[1]! * group !== x[1] || w[0]! % group !== 0) {
        return `${x[1]} input channels, but the weight takes ${w[1]} times group ${group}`;
      }
      if (third && (third.length !== 1 || third[0] !== w[0])) return `the bias must have the shape [${w[0]}]`;
      const window = windowOf(node, x[2]!, x[3]!, w.slice(2));
      return window ? [x[0]!, w[0]!, window.outHeight, window.outWidth] : 'the window does not fit the image';
    }
    case 'MaxPool':
    case 'AveragePool': {
      if (x.length !== 4) return 'two-dimensional pooling of rank 4 is supported';
      const window = windowOf(node, x[2]!, x[3]!, null);
      return window ? [x[0]!, x[1]!, window.outHeight, window.outWidth] : 'the window does not fit the image';
    }
    case 'GlobalAveragePool':
      return x.length === 4 ? [x[0]!, x[1]!, 1, 1] : 'rank 4 is supported';
    case 'BatchNormalization': {
      const channels = x[1];
      const fits = ins.slice(1).every((parameter) => parameter.length === 1 && parameter[0] === channels);
      const constant = node.inputs.slice(1).every((name) => isConstant(name, initialisers));
      if (!constant) return 'scale, bias, mean and variance must be float32 initialisers';
      return fits ? x : `scale, bias, mean and variance must have the shape [${channels}]`;
    }
    case 'Gemm': {
      if (x.length !== 2 || w.length !== 2) return 'matrices are expected; put a Flatten before it';
      if (node.attributes['transA'] === 1) return 'transA = 1 is not supported';
      if (!isConstant(node.inputs[1]!, initialisers)) return 'the weight must be a float32 initialiser';
      const [depth, columns] = node.attributes['transB'] === 1 ? [w[1], w[0]] : [w[0], w[1]];
      if (x[1] !== depth) return `${x[1]} columns against a depth of ${depth}`;
      if (third && broadcast([x[0]!, columns!], third)?.join() !== `${x[0]},${columns}`) {
        return `the bias must broadcast to [${x[0]},${columns}]`;
      }
      return [x[0]!, columns!];
    }
    case 'MatMul':
      if (x.length === 4 && w.length === 4) {
        if (x[0] !== w[0] || x[1] !== w[1]) return 'the products run along the same batch and heads';
        return x[3] === w[2] ? [...x.slice(0, 3), w[3]!] : `${x[3]} columns against ${w[2]} rows`;
      }
      if ((x.length !== 2 && x.length !== 3) || w.length !== 2) {
        return 'vectors or tokens times a matrix are supported, and products of heads of rank 4';
      }
      if (!isConstant(node.inputs[1]!, initialisers))
        return 'the second factor must be a float32 initialiser';
      return x.at(-1) === w[0] ? [...x.slice(0, -1), w[1]!] : `${x.at(-1)} columns against ${w[0]} rows`;
    case 'Add':
      return broadcast(x, w) ?? 'the shapes do not broadcast';
    case 'Flatten': {
      const given = Number(node.attributes['axis'] ?? 1);
      const axis = given < 0 ? given + x.length : given;
      if (axis !== 1) return `axis ${given}: only axis 1 keeps the batch apart`;
      return [x[0]!, valuesOf(x.slice(1))];
    }
    case 'Reshape':
      return reshape(x, initialisers.get(node.inputs[1]!));
    default:
      return sequenceShape(node as NetworkNode & { type: SequenceType }, ins, initialisers, sizes);
  }
}

function isConstant(name: string, initialisers: ReadonlyMap<string, Tensor>): boolean {
  return initialisers.get(name)?.data instanceof Float32Array;
}

function reshape(x: Shape, wanted: Tensor | undefined): Shape | string {
  if (!wanted || !(wanted.data instanceof Int32Array)) return 'the shape must be a constant of integers';
  const dims = Array.from(wanted.data, (dim, axis) => (dim === 0 ? (x[axis] ?? 0) : dim));
  const free = dims.indexOf(-1);
  if (free >= 0) {
    const rest = valuesOf(dims.filter((_, axis) => axis !== free));
    dims[free] = rest > 0 ? valuesOf(x) / rest : 0;
  }
  const fits = dims.every((dim) => Number.isInteger(dim) && dim > 0) && valuesOf(dims) === valuesOf(x);
  if (!fits) return `cannot become [${Array.from(wanted.data)}]`;
  return dims[0] === 1 ? dims : `becomes [${dims}], which mixes the batch with other dimensions`;
}
