import type { LayerShare } from '../calibration/class-model.ts';
import type { Cause, JoulesByCause } from '../energy/cause.ts';
import type { PredictedLayer, PredictedQuantity } from './prediction.ts';

type Amounts = ReadonlyMap<Cause, number>;

/** Drawn whether anything is computed or not. */
const constant: ReadonlySet<Cause> = new Set(['static', 'idle', 'sleep']);

function added(parts: Iterable<readonly [Cause, number]>): Map<Cause, number> {
  const total = new Map<Cause, number>();
  for (const [cause, value] of parts) if (value > 0) total.set(cause, (total.get(cause) ?? 0) + value);
  return total;
}

const sum = (amounts: Amounts): number => [...amounts.values()].reduce((total, value) => total + value, 0);

const causesOf = (shares: readonly LayerShare[] | null | undefined): Amounts =>
  added((shares ?? []).flatMap((share) => [...share.byCause]));

const spread = (joules: number, amounts: Amounts): JoulesByCause =>
  Object.fromEntries([...amounts].map(([cause, value]) => [cause, (joules * value) / sum(amounts)]));

/**
 * Central energy by cause: as the model of the energy says; else what is drawn all the time as the model of the power says,
 * and the rest as the time of the layers is spent. Empty where no model says anything.
 */
export function energyByCause(
  energyJ: PredictedQuantity | null,
  energy: readonly LayerShare[] | null | undefined,
  power: readonly LayerShare[] | null | undefined,
  layers: readonly PredictedLayer[],
): JoulesByCause {
  if (!energyJ) return {};
  const told = causesOf(energy);
  if (told.size > 0) return spread(energyJ.central, told);
  const drawn = causesOf(power);
  const time = added(layers.flatMap((layer) => Object.entries(layer.latencyMsByCause) as [Cause, number][]));
  if (time.size === 0) return spread(energyJ.central, drawn);
  const still = added([...drawn].filter(([cause]) => constant.has(cause)));
  const stillJ = drawn.size > 0 ? (energyJ.central * sum(still)) / sum(drawn) : 0;
  return { ...spread(stillJ, still), ...spread(energyJ.central - stillJ, time) };
}
