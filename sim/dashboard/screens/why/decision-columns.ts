import { absent, formatMs, formatPercent, formatSi } from '../../../report/format-quantity.ts';
import type { Column } from '../../table/column.ts';
import type { DecisionRow } from './decision-row.ts';
import { outcomeField } from './outcome-field.ts';

/** Columns of the requests: what the policy ran and how it ended, what the clairvoyant ran, what the policy saw. */
export const decisionColumns: readonly Column<DecisionRow>[] = [
  {
    id: 'request',
    title: 'request',
    width: 7,
    align: 'right',
    pinned: true,
    field: ({ request }) => ({ text: String(request) }),
  },
  {
    id: 'differs',
    title: '',
    width: 1,
    align: 'left',
    pinned: true,
    field: ({ own, oracle }) => ({ text: own.option === oracle.option ? ' ' : '≠', tone: 'unsure' }),
  },
  {
    id: 'own',
    title: 'ran',
    width: 8,
    maxWidth: 18,
    align: 'left',
    field: ({ own }) => ({ text: own.option ?? absent }),
  },
  { id: 'outcome', title: 'answer', width: 13, align: 'left', field: ({ own }) => outcomeField(own) },
  {
    id: 'joules',
    title: 'energy',
    width: 8,
    align: 'right',
    field: ({ own }) => ({ text: formatSi(own.joules, 'J') }),
  },
  {
    id: 'oracle',
    title: 'clairv.',
    width: 8,
    maxWidth: 18,
    align: 'left',
    field: ({ oracle }) => ({ text: oracle.option ?? absent }),
  },
  {
    id: 'oracle-outcome',
    title: 'answer',
    width: 13,
    align: 'left',
    field: ({ oracle }) => ({ ...outcomeField(oracle), tone: 'quiet' }),
  },
  {
    id: 'oracle-joules',
    title: 'energy',
    width: 8,
    align: 'right',
    field: ({ oracle }) => ({ text: formatSi(oracle.joules, 'J'), tone: 'quiet' }),
  },
  {
    id: 'time',
    title: 'came at',
    width: 11,
    align: 'right',
    field: ({ arrivalS }) => ({ text: `${arrivalS.toFixed(3)} s` }),
  },
  {
    id: 'latency',
    title: 'took',
    width: 8,
    align: 'right',
    field: ({ own }) => ({ text: formatMs(own.latencyMs) }),
  },
  {
    id: 'waiting',
    title: 'waiting',
    width: 7,
    align: 'right',
    field: ({ saw }) => ({ text: saw.queueLength === null ? absent : String(saw.queueLength) }),
  },
  {
    id: 'left',
    title: 'left',
    width: 8,
    align: 'right',
    field: ({ saw }) => ({ text: saw.deadlineLeftNs === null ? absent : formatMs(saw.deadlineLeftNs / 1e6) }),
  },
  {
    id: 'sure',
    title: 'last sure',
    width: 9,
    align: 'right',
    field: ({ saw }) => ({ text: formatPercent(saw.lastConfidence) }),
  },
];
