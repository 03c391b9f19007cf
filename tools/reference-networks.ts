import { benchmarkNetwork } from '../sim/network/benchmarks/benchmark-network.ts';
import { type LayerWork, layerWork } from '../sim/targets/layer-work.ts';

/** Names of the networks that the rows in hardware-profiles/measured were taken on. */
export type ReferenceNetwork = 'ad' | 'ic' | 'kws' | 'vww' | 'resnet50';

const dense = { id: 'dense', levels: [], gates: [] };
const operators = (id: string): readonly LayerWork[] => layerWork(benchmarkNetwork(id), dense);

/** Operators of a reference network, batch 1; batch norm and activations fused. */
export const referenceNetworks: Readonly<Record<ReferenceNetwork, () => readonly LayerWork[]>> = {
  ad: () => operators('mlperf-tiny-ad'),
  ic: () => operators('mlperf-tiny-ic'),
  kws: () => operators('mlperf-tiny-kws'),
  vww: () => operators('mlperf-tiny-vww'),
  // Additions are fused, as every fast runtime does, and the class is taken from the logits.
  resnet50: () =>
    operators('resnet-50-v1.5').filter((work) => work.kind !== 'elementwise' && work.kind !== 'softmax'),
};
