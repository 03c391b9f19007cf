import type { AssessedRow } from './assess-row.ts';
import type { Fleet } from './schema/context-schema.ts';
import type { Propagated } from './sci-of.ts';
import { operationalPerInference } from './sci-of.ts';
import type { ReportSettings } from './settings-schema.ts';

/** A region of a fleet. */
export interface Region {
  readonly zone: string;
  readonly share: number;
  /** null: that of the row. */
  readonly gCO2ePerKwh: number | null;
}

const daysPerYear = 365.25;

/**
 * Emissions of a fleet: devices x inferences a day x years, by region and summed. Batteries are those of microcontrollers, counted from the energy
 * alone (self-discharge is not modelled), and their making only where the settings say what it emits.
 * @param rows subject and baseline of every claim
 */
export function fleetOf(
  fleet: NonNullable<ReportSettings['fleet']>,
  regions: readonly Region[],
  rows: readonly AssessedRow[],
): Fleet {
  const { devices, inferencesPerDeviceDay, years, battery } = fleet;
  const perDevice = inferencesPerDeviceDay * daysPerYear * years;
  return {
    devices,
    inferencesPerDeviceDay,
    years,
    rows: rows.flatMap(({ row, input, parts }) => {
      const of = (region: string, share: number, gCO2ePerKwh: number) => {
        const inferences = perDevice * devices * share;
        const energyKwh = (input.energyJ * inferences * input.pue.value) / 3_600_000;
        const embodiedG = parts.embodiedG?.value ?? 0;
        const perInference = operationalPerInference(input.energyJ, input.pue.value, gCO2ePerKwh) + embodiedG;
        const at = (end: keyof Propagated['range']) => parts.sciG.range[end] / parts.sciG.value;
        const kg = (perInference * inferences) / 1000;
        const perBattery =
          battery && row.targetClass === 'mcu'
            ? (input.energyJ * perDevice) / (battery.capacityWh * 3600)
            : null;
        const replacements =
          perBattery === null ? null : Math.max(0, Math.ceil(perBattery) - 1) * Math.round(devices * share);
        return {
          claim: row.target,
          policy: row.policy,
          region,
          share,
          gCO2ePerKwh,
          energyKwh,
          emissions: {
            value: kg,
            low: kg * at('low'),
            high: kg * at('high'),
            unit: 'kgCO2e',
            tag: 'modelled' as const,
            source: 'SCI times inferences',
          },
          batteryReplacements: replacements,
          batteryEmbodiedKg:
            replacements === null || battery?.embodiedKgCO2e === undefined
              ? null
              : replacements * battery.embodiedKgCO2e,
        };
      };
      const intensity = ({ gCO2ePerKwh }: Region) => gCO2ePerKwh ?? row.gCO2ePerKwh;
      const each = regions.map((region) => of(region.zone, region.share, intensity(region)));
      if (regions.length < 2) return each;
      const mix = regions.reduce((sum, r) => sum + r.share * intensity(r), 0);
      return [...each, of('mix', 1, mix)];
    }),
  };
}
