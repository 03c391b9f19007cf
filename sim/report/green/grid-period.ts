import { numberText } from '../formats/number-text.ts';
import type { Grid } from './schema/grid-schema.ts';

/** The time that the intensity of a report is of, for people: a year, or the hours of a file with their least and greatest. */
export function gridPeriod({ year, hourly, table }: Pick<Grid, 'year' | 'hourly' | 'table'>): string {
  if (!hourly) return String(year);
  const { leastGCO2ePerKwh: least, mostGCO2ePerKwh: most } = hourly;
  return `by the hour (${table?.file ?? 'stated'}, ${numberText(least)} to ${numberText(most)} gCO2e/kWh)`;
}
