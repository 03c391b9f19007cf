import { conv2dReference } from '../../kernels/ops/conv2d/reference.ts';
import { erf } from '../../kernels/ops/pointwise/erf.ts';
import type { Network, NetworkNode } from '../../sim/network/network.ts';

/** A float64 tensor in row-major order. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

const size = (shape: readonly number[]) => shape.reduce((product, dim) => product * dim, 1);

/** Element-wise, with numpy's broadcasting. */
function broadcast(operands: readonly Values[], f: (...values: number[]) => number): Values {
  const rank = Math.max(...operands.map(({ shape }) => shape.length));
  const padded = operands.map(({ shape }) => [...new Array<number>(rank - shape.length).fill(1), ...shape]);
  const shape = Array.from({ length: rank }, (_, i) => Math.max(...padded.map((dims) => dims[i]!)));
  const data = new Float64Array(size(shape));
  for (let i = 0; i < data.length; i++) {
    const at = padded.map((dims) => {
      let [rest, place, stride] = [i, 0, 1];
      for (let axis = rank - 1; axis >= 0; axis--) {
        const index = rest % shape[axis]!;
        rest = Math.floor(rest / shape[axis]!);
        if (dims[axis] !== 1) place += index * stride;
        stride *= dims[axis]!;
      }
      return place;
    });
    data[i] = f(...operands.map(({ data: values }, o) => values[at[o]!]!));
  }
  return { shape, data };
}

const map = (x: Values, f: (value: number) => number): Values => ({ shape: x.shape, data: x.data.map(f) });

function matmul(a: Values, b: Values): Values {
  const [m, k, n] = [a.shape.at(-2)!, a.shape.at(-1)!, b.shape.at(-1)!];
  const batch = size(a.shape.slice(0, -2));
  const apart = b.shape.length > 2;
  const data = new Float64Array(batch * m * n);
  for (let o = 0; o < batch; o++) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let d = 0; d < k; d++)
          sum += a.data[(o * m + i) * k + d]! * b.data[((apart ? o : 0) * k + d) * n + j]!;
        data[(o * m + i) * n + j] = sum;
      }
    }
  }
  return { shape: [...a.shape.slice(0, -1), n], data };
}

function transpose(x: Values, perm: readonly number[]): Values {
  const shape = perm.map((axis) => x.shape[axis]!);
  const strides = x.shape.map((_, axis) => size(x.shape.slice(axis + 1)));
  const data = new Float64Array(x.data.length);
  for (let i = 0; i < data.length; i++) {
    let [rest, from] = [i, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += (rest % shape[axis]!) * strides[perm[axis]!]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    data[i] = x.data[from]!;
  }
  return { shape, data };
}

/** Sums along an axis. */
function reduce(
  x: Values,
  axis: number,
  keep: boolean,
  next = (sum: number, value: number) => sum + value,
  first = 0,
): Values {
  const [outer, inner] = [size(x.shape.slice(0, axis)), size(x.shape.slice(axis + 1))];
  const data = new Float64Array(outer * inner).fill(first);
  for (let i = 0; i < x.data.length; i++) {
    const at = Math.floor(i / (inner * x.shape[axis]!)) * inner + (i % inner);
    data[at] = next(data[at]!, x.data[i]!);
  }
  return { shape: x.shape.flatMap((dim, i) => (i !== axis ? [dim] : keep ? [1] : [])), data };
}

/** Each row along the last axis. */
function rows(x: Values, f: (row: Float64Array) => ArrayLike<number>): Values {
  const width = x.shape.at(-1)!;
  const data = new Float64Array(x.data.length);
  for (let at = 0; at < data.length; at += width)
    data.set(Array.from(f(x.data.subarray(at, at + width))), at);
  return { shape: x.shape, data };
}

function softmax(row: Float64Array): Float64Array {
  const top = Math.max(...row);
  const powers = row.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / sum);
}

/**
 * Every value of a network, node by node in float64 as the ONNX specification has it, with no fusing and no patterns: the
 * oracle of what executes the graph. Ladders are not looked at.
 * @param inputs by name, any batch and length
 */
export function onnxReference(
  network: Network,
  inputs: Readonly<Record<string, Values>>,
): Map<string, Values> {
  const values = new Map<string, Values>(Object.entries(inputs));
  for (const [name, { shape, data }] of network.initialisers)
    values.set(name, { shape, data: Float64Array.from(data) });
  for (const node of network.nodes) {
    values.set(
      node.outputs[0]!,
      evaluate(
        node,
        node.inputs.map((name) => values.get(name)!),
      ),
    );
  }
  return values;
}

function evaluate(node: NetworkNode, inputs: readonly Values[]): Values {
  const [x, y, z] = inputs as [Values, Values, Values];
  const attribute = (name: string, or: number) => Number(node.attributes[name] ?? or);
  const list = (name: string, or: number[]) => (node.attributes[name] as readonly number[] | undefined) ?? or;
  switch (node.type) {
    case 'Conv': {
      const [n = 0, channels = 0, height = 0, width = 0] = x.shape;
      const [rowCount = 0, , kernelH = 0, kernelW = 0] = y.shape;
      const [strideH = 1, strideW = 1] = list('strides', [1, 1]);
      const [padTop = 0, padLeft = 0, padBottom = 0, padRight = 0] = list('pads', [0, 0, 0, 0]);
      const pads = { padTop, padLeft, padBottom, padRight, dilationH: 1, dilationW: 1 };
      const shape = { channels, height, width, kernelH, kernelW, strideH, strideW, ...pads };
      const outputs = Array.from({ length: n }, (_, s) => {
        const one = x.data.subarray(s * channels * height * width, (s + 1) * channels * height * width);
        const weights = {
          rows: rowCount,
          cols: channels * kernelH * kernelW,
          values: Float32Array.from(y.data),
        };
        return conv2dReference(weights, one, shape);
      });
      const out = (dim: number, kernel: number, stride: number, pad: number) =>
        Math.floor((dim + pad - kernel) / stride) + 1;
      const dims = [
        out(height, kernelH, strideH, padTop + padBottom),
        out(width, kernelW, strideW, padLeft + padRight),
      ];
      return { shape: [n, rowCount, ...dims], data: Float64Array.from(outputs.flatMap((o) => [...o])) };
    }
    case 'BatchNormalization': {
      const along = (i: number) => ({ shape: [1, inputs[i]!.shape[0]!, 1, 1], data: inputs[i]!.data });
      const epsilon = attribute('epsilon', 1e-5);
      return broadcast(
        [x, along(1), along(2), along(3), along(4)],
        (v, gamma, beta, mean, variance) => ((v! - mean!) / Math.sqrt(variance! + epsilon)) * gamma! + beta!,
      );
    }
    case 'Gemm': {
      const product = matmul(x, attribute('transB', 0) === 1 ? transpose(y, [1, 0]) : y);
      return z ? broadcast([product, z], (a, b) => a! + b!) : product;
    }
    case 'MatMul':
      return matmul(x, y);
    case 'Add':
      return broadcast([x, y], (a, b) => a! + b!);
    case 'Sub':
      return broadcast([x, y], (a, b) => a! - b!);
    case 'Mul':
      return broadcast([x, y], (a, b) => a! * b!);
    case 'Div':
      return broadcast([x, y], (a, b) => a! / b!);
    case 'Equal':
      return broadcast([x, y], (a, b) => (a === b ? 1 : 0));
    case 'Where':
      return broadcast([x, y, z], (condition, a, b) => (condition ? a! : b!));
    case 'Not':
      return map(x, (v) => (v === 0 ? 1 : 0));
    case 'Relu':
      return map(x, (v) => Math.max(0, v));
    case 'Gelu':
      return map(x, (v) => (v * (1 + erf(v / Math.SQRT2))) / 2);
    case 'Sigmoid':
      return map(x, (v) => 1 / (1 + Math.exp(-v)));
    case 'Tanh':
      return map(x, Math.tanh);
    case 'Cast':
    case 'Identity':
      return x;
    case 'Softmax':
      return rows(x, softmax);
    case 'LayerNormalization':
      return rows(x, (row) => {
        const mean = row.reduce((a, b) => a + b, 0) / row.length;
        const variance = row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / row.length;
        const by = 1 / Math.sqrt(variance + attribute('epsilon', 1e-5));
        return row.map((v, i) => (v - mean) * by * y.data[i]! + (z ? z.data[i]! : 0));
      });
    case 'Transpose':
      return transpose(x, list('perm', []));
    case 'Flatten':
      return { shape: [x.shape[0]!, size(x.shape.slice(1))], data: x.data };
    case 'Reshape': {
      const dims = Array.from(y.data, (dim, axis) => (dim === 0 ? x.shape[axis]! : dim));
      const free = dims.indexOf(-1);
      if (free >= 0) dims[free] = -x.data.length / size(dims);
      return { shape: dims, data: x.data };
    }
    case 'Unsqueeze': {
      const shape = [...x.shape];
      for (const axis of [...y.data].sort((a, b) => a - b)) shape.splice(axis, 0, 1);
      return { shape, data: x.data };
    }
    case 'GlobalAveragePool': {
      const sum = reduce(reduce(x, 3, true), 2, true);
      return map(sum, (v) => v / (x.shape[2]! * x.shape[3]!));
    }
    case 'ReduceSum':
      return reduce(x, y.data[0]!, attribute('keepdims', 1) !== 0);
    case 'ReduceMax':
      return reduce(x, y.data[0]!, attribute('keepdims', 1) !== 0, Math.max, Number.NEGATIVE_INFINITY);
    case 'ReduceMean':
      return map(reduce(x, y.data[0]!, attribute('keepdims', 1) !== 0), (v) => v / x.shape[y.data[0]!]!);
    case 'Gather': {
      const width = x.shape[1]!;
      const data = Float64Array.from(
        [...y.data].flatMap((id) => [...x.data.subarray(id * width, (id + 1) * width)]),
      );
      return { shape: [...y.shape, width], data };
    }
    case 'Shape': {
      const shape = x.shape.slice(attribute('start', 0), attribute('end', x.shape.length));
      return { shape: [shape.length], data: Float64Array.from(shape) };
    }
    case 'Slice': {
      const end = inputs[2]!.data[0]!;
      const row = size(x.shape.slice(1));
      return { shape: [end, ...x.shape.slice(1)], data: x.data.subarray(0, end * row) };
    }
    case 'Concat': {
      // Of vectors [N, values] and images, along axis 1.
      const n = x.shape[0]!;
      const data = Array.from({ length: n }, (_, s) =>
        inputs.flatMap((part) => {
          const each = part.data.length / n;
          return [...part.data.subarray(s * each, (s + 1) * each)];
        }),
      ).flat();
      const channels = inputs.reduce((sum, part) => sum + part.shape[1]!, 0);
      return { shape: [n, channels, ...x.shape.slice(2)], data: Float64Array.from(data) };
    }
    default:
      throw new Error(`${node.type} of ${node.name} has no reference here`);
  }
}
