import { absent, formatPercent, formatSi } from '../../../report/format-quantity.ts';
import type { Column, Field } from '../../table/column.ts';
import { type LiveRow, stripWidth } from './live-row.ts';
import type { TargetRow } from './target-row.ts';

const shown = (live: LiveRow | null, text: (live: LiveRow) => string | null): Field => {
  const found = live && text(live);
  return found === null ? { text: absent, tone: 'quiet' } : { text: found };
};

function column(
  id: string,
  title: string,
  width: number,
  text: (live: LiveRow) => string | null,
  order: (live: LiveRow) => number | null,
): Column<TargetRow> {
  return {
    id,
    title,
    width,
    align: 'right',
    field: ({ live }) => shown(live, text),
    order: ({ live }) => live && order(live),
    largestFirst: true,
  };
}

/** Columns of the recorded run of the selected policy, where one is in it; absent until it is recorded. */
export const liveColumns: readonly Column<TargetRow>[] = [
  column(
    'busy',
    'busy',
    6,
    ({ busyShare }) => formatPercent(busyShare),
    ({ busyShare }) => busyShare,
  ),
  column(
    'power',
    'power',
    8,
    ({ powerW }) => formatSi(powerW, 'W'),
    ({ powerW }) => powerW,
  ),
  column(
    'so-far',
    'so far',
    8,
    ({ energyPerInferenceJ }) => (energyPerInferenceJ === null ? null : formatSi(energyPerInferenceJ, 'J')),
    ({ energyPerInferenceJ }) => energyPerInferenceJ,
  ),
  column(
    'queue',
    'queue',
    5,
    ({ waiting }) => waiting.toFixed(waiting < 9.995 ? 2 : 0),
    ({ waiting }) => waiting,
  ),
  column(
    'battery',
    'batt',
    4,
    ({ batteryShare }) => (batteryShare === null ? null : formatPercent(batteryShare, 0)),
    ({ batteryShare }) => batteryShare,
  ),
  column(
    'temperature',
    'temp',
    7,
    ({ temperatureC }) => (temperatureC === null ? null : `${temperatureC.toFixed(1)} °C`),
    ({ temperatureC }) => temperatureC,
  ),
  {
    id: 'strip',
    title: 'power over run',
    width: stripWidth,
    align: 'left',
    field: ({ live }) => shown(live, ({ strip }) => strip),
  },
];
