import { blockHeight } from '../../../kernels/index.ts';
import type { Network } from '../../network/network.ts';
import { ModelError } from '../../network/onnx/model-error.ts';
import type { MatrixNetworkStep, NetworkStep } from './network-step.ts';
import type { KeptLayer } from './one-shot-options.ts';

/**
 * Which layers become part of the ladder. The others stay dense at every level: the first and the last layer
 * (few weights, and the most sensitive ones) unless `keep` says otherwise, and those that the ladder's format
 * cannot hold.
 * @param keep node names; empty: all that can be pruned are
 * @throws ModelError E_MODEL_LADDER when no layer is left, or `keep` names a node that is no layer
 */
export function prunableLayers(
  network: Network,
  steps: readonly NetworkStep[],
  keep: readonly string[] | undefined,
): { readonly layers: readonly MatrixNetworkStep[]; readonly kept: readonly KeptLayer[] } {
  const matrices = steps.filter((step) => step.kind === 'matrix');
  const names = matrices.map((step) => step.node);
  for (const name of keep ?? []) {
    if (names.includes(name)) continue;
    throw new ModelError(
      'E_MODEL_LADDER',
      network.name,
      `--keep names '${name}', which is no layer; layers are ${names.join(', ')}`,
    );
  }
  const kept: KeptLayer[] = [];
  const layers: MatrixNetworkStep[] = [];
  matrices.forEach((step, i) => {
    const node = network.nodes.find((candidate) => candidate.name === step.node)!;
    const { rows } = step.weights;
    const why = keep
      ? keep.includes(step.node)
        ? 'asked for'
        : null
      : i === 0
        ? 'first layer'
        : i === matrices.length - 1
          ? 'last layer'
          : null;
    const cannot =
      rows % blockHeight !== 0
        ? `${rows} outputs are no multiple of ${blockHeight}`
        : node.type === 'MatMul' || (node.type === 'Gemm' && node.attributes['transB'] !== 1)
          ? 'its weight is stored as inputs x outputs: export it as Gemm with transB = 1'
          : sharesWeight(network, step.node)
            ? 'another node reads its weight too'
            : null;
    const reason = why ?? cannot;
    if (reason === null) layers.push(step);
    else kept.push({ node: step.node, why: reason });
  });
  if (layers.length === 0) {
    const reasons = kept.map(({ node, why }) => `${node} (${why})`).join(', ');
    throw new ModelError(
      'E_MODEL_LADDER',
      network.name,
      `no layer can be pruned: ${reasons || 'there is no Conv, Gemm or MatMul'}; ` +
        'name with --keep the only layers that must stay dense, or give a larger network',
    );
  }
  return { layers, kept };
}

function sharesWeight(network: Network, name: string): boolean {
  const weight = network.nodes.find((node) => node.name === name)!.inputs[1]!;
  return network.nodes.filter((node) => node.inputs.includes(weight)).length > 1;
}
