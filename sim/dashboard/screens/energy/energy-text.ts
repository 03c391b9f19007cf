import { formatSi } from '../../../report/format-quantity.ts';
import type { EnergyUnit } from './energy-state.ts';

/**
 * Energy in a unit, as text.
 * @param gPerKwh grams of CO2e per kWh of the equipment; null: not known yet
 */
export function energyText(joules: number, unit: EnergyUnit, gPerKwh: number | null): string {
  switch (unit) {
    case 'J':
      return formatSi(joules, 'J');
    case 'Wh':
      return formatSi(joules / 3600, 'Wh');
    case 'gCO2e':
      return formatSi(gPerKwh === null ? null : (joules / 3_600_000) * gPerKwh, 'gCO2e');
  }
}
