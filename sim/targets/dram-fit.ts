import { liveActivations } from '../network/live-activations.ts';
import { executedGraph } from '../sparsity/executed-graph.ts';
import type { OperatingPoint } from '../sparsity/operating-point.ts';
import { memoryFit } from './memory-fit.ts';
import { residentWeights, type StorageForm } from './resident-weights.ts';
import type { Fit, Plan } from './target.ts';

/** What decides whether a network fits into the one large memory of a processor or card. */
export interface DramUse {
  readonly availableBytes: number;
  readonly storage: StorageForm;
  readonly bytesPerValue: number;
  readonly kernels: 'dense' | 'blocks-4x1';
}

/** Weights of the resident points (the plan's own where none is named) beside the most activations alive at once, those of a whole batch. */
export function dramFit(plan: Plan, residentPoints: readonly OperatingPoint[], use: DramUse): Fit {
  const points = residentPoints.length > 0 ? residentPoints : [plan.point];
  const peak = points
    .flatMap((point) => liveActivations(executedGraph(plan.network, point)))
    .sort((a, b) => b.values - a.values)[0];
  return memoryFit([
    {
      name: 'dram',
      availableBytes: use.availableBytes,
      reservedBytes: 0,
      mode: 'sum',
      demands: [
        ...residentWeights(plan.network, points, use.storage, use.kernels, false),
        ...(peak ? [{ node: peak.node, bytes: (plan.batch ?? 1) * peak.values * use.bytesPerValue }] : []),
      ],
    },
  ]);
}
