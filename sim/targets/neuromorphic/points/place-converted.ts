import type { ChipTarget } from '../chip/chip-target.ts';
import { type Mapping, placeOnChip } from '../mapper/place-on-chip.ts';
import { checkLatency } from './check-latency.ts';
import type { ConvertedNetwork } from './converted-graph.ts';

/**
 * Places a converted network; where a core's power is known, what masks switch off lies on cores of its own.
 * @throws InputError E_DOES_NOT_FIT
 */
export function placeConverted({ graph, apart, range }: ConvertedNetwork, target: ChipTarget): Mapping {
  if (range) checkLatency(graph, range, target);
  return placeOnChip(graph, target, 1, target.power.perCoreW === null ? null : apart);
}
