import { absent, formatPercent, formatSi } from '../format-quantity.ts';
import type { GreenRow } from '../green/schema/green-row-schema.ts';
import { withRange } from './plain-words.ts';

/** A column of the table of rows. */
export interface RowColumn {
  readonly title: string;
  /** `r`: numbers. */
  readonly align: 'l' | 'r';
  readonly text: (row: GreenRow) => string;
}

/** The policy, whether it is the best of its cell, and whether it breaks a limit. */
const policyText = (row: GreenRow): string =>
  `${row.policy}${row.role === 'best' ? ' (best)' : ''}${row.keepsConstraints ? '' : ' ✗'}`;

/** Columns of the table of telling rows, the same in every format that has it. */
export const rowColumns: readonly RowColumn[] = [
  { title: 'target', align: 'l', text: (row) => row.target },
  { title: 'runtime', align: 'l', text: (row) => `${row.runtime}${row.speedEstimated ? ' (est.)' : ''}` },
  { title: 'load', align: 'r', text: (row) => String(row.denseLoad) },
  { title: 'policy', align: 'l', text: policyText },
  { title: 'energy', align: 'r', text: (row) => withRange(row.energyPerInference) },
  { title: 'above idle', align: 'r', text: (row) => formatSi(row.marginalEnergyPerInferenceJ, 'J') },
  { title: 'O', align: 'r', text: (row) => formatSi(row.operational.value, 'g') },
  {
    title: 'M',
    align: 'r',
    text: (row) => (row.embodied ? formatSi(row.embodied.value, 'g') : 'not assessed'),
  },
  { title: 'SCI', align: 'r', text: (row) => withRange(row.sci) },
  { title: 'per gross GMAC', align: 'r', text: (row) => formatSi(row.sciPerGrossGmac, 'g') },
  { title: 'per effective GMAC', align: 'r', text: (row) => formatSi(row.sciPerEffectiveGmac, 'g') },
  { title: 'accuracy', align: 'r', text: (row) => formatPercent(row.accuracy) },
  {
    title: 'p95',
    align: 'r',
    text: (row) => (row.latencyP95Ms === null ? absent : formatSi(row.latencyP95Ms / 1e3, 's')),
  },
  { title: 'missed', align: 'r', text: (row) => formatPercent(row.deadlineMissShare) },
  {
    title: 'power: mean, peak',
    align: 'r',
    text: (row) => `${formatSi(row.meanPowerW, 'W')}, ${formatSi(row.peakPowerW, 'W')}`,
  },
];
