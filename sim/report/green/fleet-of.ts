import { centralRange } from '../../energy/uncertainty/central-range.ts';
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

const secondsPerDay = 86_400;

/**
 * Emissions of a fleet over years, by region and summed. A device rests whenever it has nothing to do, and it is made once,
 * however seldom it is asked: its inferences bring the energy above rest that they had in the simulation, its whole time the
 * power at rest and the share of its making. At the rate of the simulation that is SCI times inferences.
 *
 * Batteries are those of microcontrollers, counted from the energy alone (self-discharge is not modelled), and their making
 * only where the settings say what it emits.
 * @param rows subject and baseline of every claim
 */
export function fleetOf(
  fleet: NonNullable<ReportSettings['fleet']>,
  regions: readonly Region[],
  rows: readonly AssessedRow[],
): Fleet {
  const { devices, inferencesPerDeviceDay, years, battery } = fleet;
  const days = daysPerYear * years;
  return {
    devices,
    inferencesPerDeviceDay,
    years,
    rows: rows.flatMap((assessed) => {
      const { row, input } = assessed;
      const inferences = inferencesPerDeviceDay * days;
      // Inferences that would have brought the same time of rest and of reservation in the simulation.
      const timely = input.reservedS > 0 ? (days * secondsPerDay) / input.reservedS : inferences;
      const deviceJ = (input.energyJ - input.restJ) * inferences + input.restJ * timely;
      const of = (region: string, share: number, gCO2ePerKwh: number) => {
        const kg = (perDeviceG: number) => (perDeviceG * devices * share) / 1000;
        const grams = deviceEmissions(assessed, { inferences, timely, deviceJ, gCO2ePerKwh });
        const perBattery =
          battery && row.targetClass === 'mcu' ? deviceJ / (battery.capacityWh * 3600) : null;
        const replacements =
          perBattery === null ? null : Math.max(0, Math.ceil(perBattery) - 1) * Math.round(devices * share);
        return {
          claim: row.target,
          policy: row.policy,
          region,
          share,
          gCO2ePerKwh,
          energyKwh: (deviceJ * devices * share * input.pue.value) / 3_600_000,
          emissions: {
            value: kg(grams.value),
            low: kg(grams.range.low),
            high: kg(grams.range.high),
            unit: 'kgCO2e',
            tag: 'modelled' as const,
            source: 'energy above rest by inference, rest and making by time',
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

/** Of one device over all its time, gCO2e, with the draws of its row; other intensities are off by as much as that of the report. */
function deviceEmissions(
  { input, parts }: AssessedRow,
  by: { inferences: number; timely: number; deviceJ: number; gCO2ePerKwh: number },
): Pick<Propagated, 'value' | 'range'> {
  const { energyJ, restJ, pue } = input;
  const of = (joules: number, makingG: number) =>
    operationalPerInference(joules, pue.value, by.gCO2ePerKwh) + makingG * by.timely;
  const value = of(by.deviceJ, parts.embodiedG?.value ?? 0);
  const { workJ, restingJ, site } = parts.draws;
  const draws = workJ.map((work, i) =>
    of(
      site[i]! * (work * (energyJ - restJ) * by.inferences + restingJ[i]! * restJ * by.timely),
      parts.embodiedG?.draws[i] ?? 0,
    ),
  );
  return { value, range: centralRange(draws, value) };
}
