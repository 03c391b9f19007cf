import type { GraphNode } from './network-graph.ts';

/** Geometry of a sliding window over two spatial axes: convolution and pooling. */
export interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** top, left, bottom, right */
  readonly pads: readonly [number, number, number, number];
  readonly outHeight: number;
  readonly outWidth: number;
}

/**
 * The window of a Conv, MaxPool or AveragePool node, as the ONNX operator specification defines it (`auto_pad`,
 * `ceil_mode` and dilations included).
 * @param kernel kernel height and width where the weight gives them
 * @returns null when an attribute does not fit two spatial axes or the window does not fit into the image
 */
export function windowOf(
  node: GraphNode,
  height: number,
  width: number,
  kernel: readonly number[] | null,
): Window | null {
  const list = (name: string, length: number, fallback: number): readonly number[] | null => {
    const given = node.attributes[name];
    if (given === undefined) return new Array<number>(length).fill(fallback);
    const valid =
      Array.isArray(given) && given.length === length && given.every((v) => Number.isInteger(v) && v >= 0);
    return valid ? given : null;
  };
  const k = kernel ?? list('kernel_shape', 2, 0);
  const strides = list('strides', 2, 1);
  const dilations = list('dilations', 2, 1);
  const given = list('pads', 4, 0);
  if (!k || !strides || !dilations || !given || k.length !== 2) return null;
  if ([...k, ...strides, ...dilations].some((v) => v < 1)) return null;
  const ceil = node.attributes['ceil_mode'] === 1;
  const mode = node.attributes['auto_pad'] ?? 'NOTSET';
  const pads = [...given];
  const out = [height, width].map((size, axis) => {
    const extent = dilations[axis]! * (k[axis]! - 1) + 1;
    const stride = strides[axis]!;
    if (mode === 'SAME_UPPER' || mode === 'SAME_LOWER') {
      const wanted = Math.ceil(size / stride);
      const all = Math.max(0, (wanted - 1) * stride + extent - size);
      const small = Math.floor(all / 2);
      pads[axis] = mode === 'SAME_UPPER' ? small : all - small;
      pads[axis + 2] = all - pads[axis]!;
      return wanted;
    }
    if (mode === 'VALID') {
      pads[axis] = 0;
      pads[axis + 2] = 0;
    }
    const steps = (size + pads[axis]! + pads[axis + 2]! - extent) / stride;
    return (ceil ? Math.ceil(steps) : Math.floor(steps)) + 1;
  });
  if (out[0]! < 1 || out[1]! < 1) return null;
  return {
    kernel: [k[0]!, k[1]!],
    strides: [strides[0]!, strides[1]!],
    dilations: [dilations[0]!, dilations[1]!],
    pads: [pads[0]!, pads[1]!, pads[2]!, pads[3]!],
    outHeight: out[0]!,
    outWidth: out[1]!,
  };
}
