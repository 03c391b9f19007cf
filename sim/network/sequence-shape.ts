import type { NetworkNode, Tensor } from './network.ts';
import type { SequenceType } from './network-graph.ts';

type Shape = readonly number[];

/**
 * Output shape of an operator of `SequenceType`, or what does not fit. The batch stays the first dimension throughout.
 * @param sizes values of the outputs of Shape nodes
 */
export function sequenceShape(
  node: NetworkNode & { readonly type: SequenceType },
  ins: readonly Shape[],
  initialisers: ReadonlyMap<string, Tensor>,
  sizes: ReadonlyMap<string, readonly number[]>,
): Shape | string {
  const [x, y] = ins as [Shape, Shape];
  const integers = (input: number): readonly number[] | null => {
    const data = initialisers.get(node.inputs[input] ?? '')?.data;
    return data instanceof Int32Array ? [...data] : null;
  };
  switch (node.type) {
    case 'Cast':
    case 'Gelu':
    case 'Not':
    case 'Sigmoid':
    case 'Tanh':
      return x;
    case 'Div':
    case 'Equal':
    case 'Mul':
    case 'Sub':
      return broadcast(x, y) ?? 'the shapes do not broadcast';
    case 'Where': {
      const first = broadcast(x, y);
      return (first && broadcast(first, ins[2]!)) ?? 'the shapes do not broadcast';
    }
    case 'Shape':
      return [shapeSlice(node, x).length];
    case 'Gather':
      if (Number(node.attributes['axis'] ?? 0) !== 0) return 'only axis 0 is supported: rows of a table';
      if (!initialisers.has(node.inputs[0]!) || x.length !== 2)
        return 'the table must be an initialiser of rank 2';
      return y.length === 2 ? [...y, x[1]!] : 'indices of rank 2 are supported: [batch, tokens]';
    case 'LayerNormalization': {
      const axis = Number(node.attributes['axis'] ?? -1);
      const width = x.at(-1);
      if (axis !== -1 && axis !== x.length - 1) return `axis ${axis}: only the last one is supported`;
      const fits = ins.slice(1).every((shape) => shape.length === 1 && shape[0] === width);
      const constant = node.inputs
        .slice(1)
        .every((name) => initialisers.get(name)?.data instanceof Float32Array);
      return fits && constant ? x : `scale and bias must be float32 initialisers of the shape [${width}]`;
    }
    case 'Transpose': {
      const perm = node.attributes['perm'];
      const axes = Array.isArray(perm) ? (perm as readonly number[]) : x.map((_, i) => x.length - 1 - i);
      const whole =
        [...axes].sort((a, b) => a - b).every((axis, i) => axis === i) && axes.length === x.length;
      if (!whole || axes[0] !== 0) return `perm [${axes}] must hold each axis once and leave the batch first`;
      return axes.map((axis) => x[axis]!);
    }
    case 'Concat': {
      const given = Number(node.attributes['axis'] ?? 1);
      const axis = given < 0 ? given + x.length : given;
      const alike = ins.every(
        (shape) => shape.length === x.length && shape.every((dim, i) => i === axis || dim === x[i]),
      );
      if (axis < 1 || axis >= x.length) return `axis ${given}: the batch must stay apart`;
      if (!alike) return 'the shapes differ in other dimensions';
      return x.map((dim, i) => (i === axis ? ins.reduce((sum, shape) => sum + shape[axis]!, 0) : dim));
    }
    case 'Slice': {
      const [from, axes, steps] = [integers(1), integers(3) ?? [0], integers(4) ?? [1]];
      const to = integers(2) ?? sizes.get(node.inputs[2]!);
      const plain = from?.join() === '0' && axes.join() === '0' && steps.join() === '1' && to?.length === 1;
      if (!plain || !initialisers.has(node.inputs[0]!)) {
        return 'only the first rows of an initialiser are supported: starts [0], axes [0], steps [1]';
      }
      const rows = to![0]!;
      return rows >= 1 && rows <= x[0]! ? [rows, ...x.slice(1)] : `takes ${rows} of ${x[0]} rows`;
    }
    case 'Unsqueeze': {
      const axes = integers(1);
      if (!axes) return 'the axes must be a constant of integers';
      const rank = x.length + axes.length;
      const places = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
      const inside = [...places].every((axis) => axis >= 1 && axis < rank);
      if (places.size !== axes.length || !inside) return `axes [${axes}]: from 1 to ${rank - 1}, each once`;
      let next = 0;
      return Array.from({ length: rank }, (_, i) => (places.has(i) ? 1 : x[next++]!));
    }
    case 'ReduceMax':
    case 'ReduceMean':
    case 'ReduceSum': {
      const listed = node.attributes['axes'];
      const axes = integers(1) ?? (Array.isArray(listed) ? (listed as readonly number[]) : null);
      if (axes?.length !== 1) return 'one constant axis is needed';
      const axis = axes[0]! < 0 ? axes[0]! + x.length : axes[0]!;
      if (axis < 1 || axis >= x.length) return `axis ${axes[0]}: the batch must stay apart`;
      const kept = Number(node.attributes['keepdims'] ?? 1) !== 0;
      return x.flatMap((dim, i) => (i !== axis ? [dim] : kept ? [1] : []));
    }
  }
}

/** What a Shape node gives: the sizes from its `start` to before its `end`. */
export function shapeSlice(node: NetworkNode, x: Shape): readonly number[] {
  const { start = 0, end = x.length } = node.attributes;
  return x.slice(Number(start), Number(end));
}

/** Numpy's broadcasting, as ONNX takes it over; null where the shapes do not fit. */
export function broadcast(a: Shape, b: Shape): Shape | null {
  const rank = Math.max(a.length, b.length);
  const out: number[] = [];
  for (let i = 0; i < rank; i++) {
    const m = a[a.length - rank + i] ?? 1;
    const n = b[b.length - rank + i] ?? 1;
    if (m !== n && m !== 1 && n !== 1) return null;
    out.push(Math.max(m, n));
  }
  return out;
}
