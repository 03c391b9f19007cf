import { resolve } from 'node:path';
import type { EnvironmentFile } from './environment-schema.ts';
import { loadHarvest } from './load-harvest.ts';
import type { HarvestPlan, SupplyPlan } from './simulate/surroundings/environment-plan.ts';
import type { EnvironmentSettings } from './simulate/surroundings/environment-settings.ts';

type SupplyFile = NonNullable<EnvironmentFile['supply']>;

/** A mean month of the Gregorian calendar. */
const monthS = 30.436875 * 86_400;

/** Energy of a capacitor, J. */
const chargeJ = (farad: number, volt: number) => (farad * volt * volt) / 2;

function storeOf({ battery, capacitor }: SupplyFile): SupplyPlan['store'] {
  if (capacitor) {
    const { capacitanceF, fullV, onV, offV, startV, leakageA, chargeEfficiency } = capacitor;
    const at = (volt: number) => chargeJ(capacitanceF, volt);
    const levels = { capacityJ: at(fullV), startJ: at(startV ?? onV), offJ: at(offV), onJ: at(onV) };
    return { ...levels, chargeEfficiency, leakW: leakageA * fullV };
  }
  const { capacityJ, chargedShare, cutOffShare, restartShare, selfDischargePerMonth, chargeEfficiency } =
    battery!;
  const onShare = restartShare ?? Math.min(1, cutOffShare + 0.05);
  return {
    capacityJ,
    startJ: chargedShare * capacityJ,
    offJ: cutOffShare * capacityJ,
    // No charge of a battery of zero is above its cut-off.
    onJ: capacityJ > 0 ? onShare * capacityJ : 1,
    chargeEfficiency,
    leakW: (selfDischargePerMonth * capacityJ) / monthS,
  };
}

async function harvestOf(harvest: SupplyFile['harvest'], folder: string): Promise<HarvestPlan | undefined> {
  if (harvest?.solar) return { kind: 'solar', panel: harvest.solar };
  if (harvest?.kinetic) return { kind: 'kinetic', harvester: harvest.kinetic };
  if (harvest?.trace === undefined) return undefined;
  return { kind: 'trace', ...(await loadHarvest(resolve(folder, harvest.trace), harvest.trace)) };
}

/**
 * The environment of a class in the units of the simulation.
 * @param folder of the scenario @throws InputError where a trace cannot be read
 */
export async function environmentSettingsOf(
  { startHour, supply, thermal, background, sensor, link }: EnvironmentFile,
  folder: string,
): Promise<EnvironmentSettings> {
  return {
    startH: startHour,
    ...(supply
      ? {
          supply: {
            store: storeOf(supply),
            harvest: await harvestOf(supply.harvest, folder),
            restartNs: Math.round(supply.restart.timeMs * 1e6),
            restartJ: supply.restart.energyJ,
            checkpoints: supply.checkpoints,
          },
        }
      : {}),
    ...(thermal ? { thermal: { ...thermal, ambientC: [thermal.ambientC].flat() } } : {}),
    ...(background ? { background } : {}),
    ...(link ? { link } : {}),
    ...(sensor ? { sensor: { sampleJ: sensor.energyJ, sampleNs: Math.round(sensor.timeMs * 1e6) } } : {}),
  };
}
