import { formatPercent } from '../format-quantity.ts';
import type { Fleet } from '../green/schema/context-schema.ts';

type FleetRow = Fleet['rows'][number];

/** Totals of years and thousands of devices: four digits, thousands apart, no exponent. */
const total = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 4 });

/** Columns of the table of a fleet, the same in every format that has it. */
export const fleetColumns: readonly {
  readonly title: string;
  /** `r`: numbers. */
  readonly align: 'l' | 'r';
  readonly text: (row: FleetRow) => string;
}[] = [
  { title: 'target', align: 'l', text: (row) => row.claim },
  { title: 'policy', align: 'l', text: (row) => row.policy },
  { title: 'region', align: 'l', text: (row) => `${row.region} (${formatPercent(row.share, 0)})` },
  { title: 'gCO2e/kWh', align: 'r', text: (row) => total(row.gCO2ePerKwh) },
  { title: 'energy, kWh', align: 'r', text: (row) => total(row.energyKwh) },
  { title: 'emissions, kgCO2e', align: 'r', text: (row) => total(row.emissions.value) },
  {
    title: '90% range',
    align: 'r',
    text: ({ emissions }) => `${total(emissions.low)} to ${total(emissions.high)}`,
  },
  {
    title: 'batteries replaced',
    align: 'r',
    text: (row) => (row.batteryReplacements === null ? 'on mains' : total(row.batteryReplacements)),
  },
];
