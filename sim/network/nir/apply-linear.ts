import type { NirArray, NirPrimitive } from './nir-graph.ts';
import { convPadding, type NodeShape } from './resolve-shapes.ts';

/** The primitives whose output is an affine function of their input at the same time. */
export type NirLinear = NirPrimitive<
  'Affine' | 'Linear' | 'Scale' | 'Conv1d' | 'Conv2d' | 'SumPool2d' | 'AvgPool2d' | 'Flatten'
>;

const linearTypes: ReadonlySet<string> = new Set([
  'Affine',
  'Linear',
  'Scale',
  'Conv1d',
  'Conv2d',
  'SumPool2d',
  'AvgPool2d',
  'Flatten',
]);

export function isLinear(node: NirPrimitive): node is NirLinear {
  return linearTypes.has(node.type);
}

/**
 * Visits every connection of a linear node: output `to` gets `weight` times input `from`. Indices are row-major in the
 * node's shapes. AvgPool2d divides by the whole window, zeros of the padding included, as its origin in PyTorch does.
 */
export function eachConnection(
  node: NirLinear,
  shape: NodeShape,
  visit: (from: number, to: number, weight: number) => void,
): void {
  switch (node.type) {
    case 'Affine':
    case 'Linear': {
      const [outs, ins] = node.weight.shape as [number, number];
      for (let o = 0; o < outs; o++)
        for (let i = 0; i < ins; i++) visit(i, o, node.weight.values[o * ins + i]!);
      break;
    }
    case 'Scale': {
      const scale = spread(node.scale, shape.output);
      for (let n = 0; n < scale.length; n++) visit(n, n, scale[n]!);
      break;
    }
    case 'Flatten': {
      const count = shape.output.reduce((a, b) => a * b, 1);
      for (let n = 0; n < count; n++) visit(n, n, 1);
      break;
    }
    default:
      eachWindow(node, shape, visit);
  }
}

/** What a linear node adds to its outputs, or null. */
export function offsetOf(node: NirLinear, shape: NodeShape): Float64Array | null {
  if (node.type === 'Affine') return spread(node.bias, shape.output);
  if (node.type !== 'Conv1d' && node.type !== 'Conv2d') return null;
  const channels = shape.output[0]!;
  const perChannel = spread(node.bias, [channels]);
  const positions = shape.output.slice(1).reduce((a, b) => a * b, 1);
  return Float64Array.from(
    { length: channels * positions },
    (_, n) => perChannel[Math.floor(n / positions)]!,
  );
}

/**
 * Values of a parameter for each neuron, broadcast from the right as NumPy does; one number stands for all.
 * @throws RangeError when the shapes do not fit
 */
export function spread(array: NirArray, shape: readonly number[]): Float64Array {
  const count = shape.reduce((a, b) => a * b, 1);
  if (array.values.length === 1) return new Float64Array(count).fill(array.values[0]!);
  const from = array.shape;
  const lead = shape.length - from.length;
  if (lead < 0 || from.some((n, axis) => n !== 1 && n !== shape[lead + axis])) {
    throw new RangeError(
      `a parameter of shape [${from.join(', ')}] does not fit neurons of shape [${shape.join(', ')}]`,
    );
  }
  return Float64Array.from({ length: count }, (_, n) => {
    let at = 0;
    let rest = n;
    let step = 1;
    for (let axis = from.length - 1; axis >= 0; axis--) {
      const length = shape[lead + axis]!;
      if (from[axis] !== 1) at += (rest % length) * step;
      step *= from[axis]!;
      rest = Math.floor(rest / length);
    }
    return array.values[at]!;
  });
}

type Window = NirPrimitive<'Conv1d' | 'Conv2d' | 'SumPool2d' | 'AvgPool2d'>;

function eachWindow(
  node: Window,
  { input, output }: NodeShape,
  visit: (f: number, t: number, w: number) => void,
): void {
  const two = (of: readonly number[], lead: number): readonly [number, number] =>
    of.length === 1 ? [lead, of[0]!] : [of[0]!, of[1]!];
  const isConv = node.type === 'Conv1d' || node.type === 'Conv2d';
  const [inHeight, inWidth] = two(input.slice(1), 1);
  const [outHeight, outWidth] = two(output.slice(1), 1);
  const [kernelHeight, kernelWidth] = two(isConv ? node.weight.shape.slice(2) : node.kernel_size, 1);
  const [strideY, strideX] = two(node.type === 'Conv1d' ? [node.stride] : node.stride, 1);
  const [dilationY, dilationX] = two(
    node.type === 'Conv1d' ? [node.dilation] : node.type === 'Conv2d' ? node.dilation : [1, 1],
    1,
  );
  const [top, left] = two(isConv ? convPadding(node).padding.map(([before]) => before) : node.padding, 0);
  const groups = isConv ? node.groups : input[0]!;
  const insPerGroup = input[0]! / groups;
  const outsPerGroup = output[0]! / groups;
  const share = node.type === 'AvgPool2d' ? 1 / (kernelHeight * kernelWidth) : 1;
  for (let o = 0; o < output[0]!; o++) {
    const firstIn = Math.floor(o / outsPerGroup) * insPerGroup;
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const to = (o * outHeight + y) * outWidth + x;
        for (let i = 0; i < insPerGroup; i++) {
          for (let ky = 0; ky < kernelHeight; ky++) {
            const iy = y * strideY - top + ky * dilationY;
            if (iy < 0 || iy >= inHeight) continue;
            for (let kx = 0; kx < kernelWidth; kx++) {
              const ix = x * strideX - left + kx * dilationX;
              if (ix < 0 || ix >= inWidth) continue;
              const at = ((o * insPerGroup + i) * kernelHeight + ky) * kernelWidth + kx;
              visit(
                ((firstIn + i) * inHeight + iy) * inWidth + ix,
                to,
                isConv ? node.weight.values[at]! : share,
              );
            }
          }
        }
      }
    }
  }
}
