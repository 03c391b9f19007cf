import { formatChange, formatSi } from '../../../report/format-quantity.ts';
import type { Column } from '../../table/column.ts';
import type { ZoneRow } from './zone-rows.ts';

/** Columns of the zones. */
export const zoneColumns: readonly Column<ZoneRow>[] = [
  {
    id: 'mark',
    title: '',
    width: 1,
    align: 'left',
    pinned: true,
    field: ({ isChosen, isOfRun }) => ({ text: isChosen ? '●' : isOfRun ? '○' : ' ' }),
  },
  {
    id: 'zone',
    title: 'zone',
    width: 11,
    maxWidth: 14,
    align: 'left',
    pinned: true,
    field: ({ zone }) => ({ text: zone }),
  },
  {
    id: 'year',
    title: 'year',
    width: 4,
    align: 'right',
    pinned: true,
    field: ({ year }) => ({ text: String(year) }),
  },
  {
    id: 'intensity',
    title: 'g/kWh',
    width: 7,
    align: 'right',
    field: ({ gPerKwh }) => ({ text: gPerKwh.toFixed(1) }),
    order: ({ gPerKwh }) => gPerKwh,
  },
  {
    id: 'inference',
    title: 'inference',
    width: 9,
    align: 'right',
    field: ({ perInferenceG }) => ({ text: formatSi(perInferenceG, 'g') }),
  },
  {
    id: 'change',
    title: 'change',
    width: 7,
    align: 'right',
    field: ({ ratio }) => ({
      text: formatChange(ratio),
      tone: ratio === null || ratio < 1 ? 'good' : 'plain',
    }),
  },
  {
    id: 'name',
    title: 'name',
    width: 12,
    maxWidth: 40,
    align: 'left',
    field: ({ name }) => ({ text: name, tone: 'quiet' }),
    order: ({ name }) => name,
  },
];
