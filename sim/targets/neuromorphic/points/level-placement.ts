import type { NetworkGraph } from '../../../network/network-graph.ts';
import { requireWeights } from '../../../network/require-weights.ts';
import { InputError } from '../../../schema/input-error.ts';
import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import { floatLayers } from '../float-layers.ts';
import type { Mapping } from '../mapper/place-on-chip.ts';
import { conversionFor } from './chip-request.ts';
import { convertedGraph } from './converted-graph.ts';
import { placeConverted } from './place-converted.ts';

/** Where a level of a network lies on a chip, or in words why it does not fit. */
export type LevelPlacement =
  | { readonly mapping: Mapping; readonly refusal: null }
  | { readonly mapping: null; readonly refusal: string };

/** What of a point lies on cores of its own, as text: its level, and in latency codes its times. */
export const placedApart = ({ levels, times }: OperatingPoint): string =>
  JSON.stringify([levels, times ?? null]);

const placements = new WeakMap<NetworkGraph, Map<string, LevelPlacement>>();

/**
 * Places a level of a network; kept, for it takes some tenths of a second. Neither the steps nor a threshold of changes moves
 * a neuron.
 * @throws Error naming a node that is not converted; ModelError for a graph without weights
 */
export function levelPlacement(
  network: NetworkGraph,
  point: OperatingPoint,
  target: ChipTarget,
  form: SpikingForm,
): LevelPlacement {
  const known = placements.get(network) ?? new Map<string, LevelPlacement>();
  placements.set(network, known);
  const key = JSON.stringify([placedApart(point), target.id, target.limits, form]);
  let placement = known.get(key);
  if (!placement) {
    const layers = floatLayers(requireWeights(network), point);
    const converted = convertedGraph(layers, conversionFor(target, form), null, {
      ...point,
      id: network.name,
    });
    try {
      placement = { mapping: placeConverted(converted, target), refusal: null };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      placement = { mapping: null, refusal: error.issues[0]!.message };
    }
    known.set(key, placement);
  }
  return placement;
}
