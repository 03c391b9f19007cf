import { type Balance, convert } from './convert.ts';
import type { FloatLayer } from './float-layer.ts';
import { type Mapping, mapNetwork } from './map.ts';
import type { CoreLimits } from './placement.ts';
import { steps } from './spike-recipe.ts';
import type { SpikingNetwork } from './spiking-network.ts';

/**
 * A network at a point as its spikes are simulated: converted, and placed from the first core on.
 * @param point its name, for messages
 * @throws Error where it does not fit
 */
export function convertedOnLoihi(
  layers: readonly FloatLayer[],
  balance: Balance,
  point: string,
  limits: CoreLimits,
): { readonly network: SpikingNetwork; readonly mapping: Mapping } {
  const network = convert(layers, balance, steps, point);
  const mapping = mapNetwork(layers, limits);
  if ('placement' in mapping) return { network, mapping };
  const { layer, needed, unit, memory, available } = mapping;
  throw new Error(
    `point ${point} does not fit on the chip: layer '${layer}' needs ${needed} ${unit} (${memory}), there are ${available}; take a sparser or smaller network`,
  );
}
