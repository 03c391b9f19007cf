import type { NetworkGraph } from '../../../network/network-graph.ts';
import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import type { Fit } from '../../target.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import { levelPlacement, placedApart } from './level-placement.ts';

/**
 * Whether some points fit on a chip together. Points of one level share their cores, whatever their steps; every level has
 * cores of its own, and so has every number of times of a latency code, so that a change of them moves nothing.
 */
export function chipFit(
  network: NetworkGraph,
  points: readonly OperatingPoint[],
  target: ChipTarget,
  form: SpikingForm,
): Fit {
  const { limits, design } = target;
  const most = design.coreKind.length;
  const levels = [...new Map(points.map((point) => [placedApart(point), point])).values()];
  let cores = 0;
  let bytes = 0;
  for (const point of levels) {
    const { mapping, refusal } = levelPlacement(network, point, target, form);
    if (!mapping) return refused(point.id, refusal, bytes, 0);
    cores += mapping.cores.length;
    bytes += mapping.cores.reduce((sum, { synapseBytes }) => sum + synapseBytes, 0);
    if (cores > most) {
      const why = `synapse memory (${cores} cores for ${levels.length} ${form === 'latency' ? 'conversions' : 'levels'}, ${most} there are)`;
      return refused(point.id, why, bytes, Math.floor((bytes * most) / cores));
    }
    if (limits.allSynapseBytes !== null && bytes > limits.allSynapseBytes)
      return refused(point.id, 'synapse memory of the chip', bytes, limits.allSynapseBytes);
  }
  const available = limits.synapseBytes === null ? limits.allSynapseBytes : cores * limits.synapseBytes;
  return {
    fits: true,
    peakMemoryBytes: bytes,
    memories:
      available === null
        ? []
        : [{ name: `synapse memory of ${cores} cores`, neededBytes: bytes, availableBytes: available }],
    refusal: null,
  };
}

function refused(layer: string, memory: string, neededBytes: number, availableBytes: number): Fit {
  return {
    fits: false,
    peakMemoryBytes: neededBytes,
    memories: [{ name: memory, neededBytes, availableBytes }],
    refusal: { layer, memory, neededBytes, availableBytes },
  };
}
