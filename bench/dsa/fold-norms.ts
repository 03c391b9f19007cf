import type { onnx as OnnxTypes } from 'onnx-proto';
import type { ConstantTensor } from './onnx-constants.ts';

/**
 * Folds each BatchNormalization into the Conv before it, which gets a bias; the Conv then writes the norm's output. New
 * weights are added to `constants`.
 */
export function foldNorms(
  nodes: readonly OnnxTypes.INodeProto[],
  constants: Map<string, ConstantTensor>,
): OnnxTypes.INodeProto[] {
  const normOf = new Map(
    nodes.flatMap((node) => (node.opType === 'BatchNormalization' ? [[node.input![0]!, node] as const] : [])),
  );
  const floats = (name: string) => constants.get(name)!.data as Float32Array;
  return nodes.flatMap((node) => {
    if (node.opType === 'BatchNormalization') return [];
    const norm = node.opType === 'Conv' ? normOf.get(node.output![0]!) : undefined;
    if (!norm) return [node];
    const [gamma, beta, mean, variance] = norm.input!.slice(1).map(floats) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const epsilon = norm.attribute?.find(({ name }) => name === 'epsilon')?.f ?? 1e-5;
    const [x, w, b] = node.input as [string, string, string?];
    const weight = constants.get(w)!;
    const per = weight.data.length / gamma.length;
    const factor = gamma.map((g, r) => g / Math.sqrt(variance[r]! + epsilon));
    const data = Float32Array.from(floats(w), (v, i) => v * factor[Math.floor(i / per)]!);
    const bias = beta.map((v, r) => v + ((b ? floats(b)[r]! : 0) - mean[r]!) * factor[r]!);
    constants.set(`${w}.folded`, { shape: weight.shape, data });
    constants.set(`${w}.bias`, { shape: [bias.length], data: bias });
    return [{ ...node, input: [x, `${w}.folded`, `${w}.bias`], output: norm.output! }];
  });
}
