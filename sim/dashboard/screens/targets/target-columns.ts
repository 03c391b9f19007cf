import {
  absent,
  formatChange,
  formatPercent,
  formatSi,
  threeDigits,
} from '../../../report/format-quantity.ts';
import type { Column, Field } from '../../table/column.ts';
import { liveColumns } from './live-columns.ts';
import type { TargetRow } from './target-row.ts';

function bestPolicy({ state, best }: TargetRow): Field {
  if (best) return { text: best.policy };
  return { text: state.cell.fits ? 'none keeps limits' : 'does not fit', tone: 'bad' };
}

function fits({ state, fitting }: TargetRow): Field {
  if (state.cell.fits && fitting === state.results.length) return { text: '✓ all', tone: 'good' };
  if (fitting === 0) return { text: '✗ none', tone: 'bad' };
  return { text: `◐ ${fitting}/${state.results.length}`, tone: 'unsure' };
}

/** Columns of the Targets screen. */
export const targetColumns: readonly Column<TargetRow>[] = [
  {
    id: 'target',
    title: 'target',
    width: 12,
    maxWidth: 18,
    align: 'left',
    pinned: true,
    field: ({ state }) => ({ text: state.cell.target }),
  },
  {
    id: 'runtime',
    title: 'runtime',
    width: 14,
    maxWidth: 24,
    align: 'left',
    pinned: true,
    field: ({ state }) => ({ text: state.cell.runtime }),
  },
  {
    id: 'estimated',
    title: '',
    width: 4,
    align: 'left',
    pinned: true,
    field: ({ state }) => ({ text: state.cell.estimated ? 'est.' : '', tone: 'unsure' }),
  },
  {
    id: 'load',
    title: 'load',
    width: 4,
    align: 'right',
    pinned: true,
    field: ({ state }) => ({ text: String(state.cell.denseLoad) }),
  },
  {
    id: 'vs-dense',
    title: 'vs dense',
    width: 9,
    align: 'right',
    field: ({ vsDense }) => ({
      text: formatChange(vsDense),
      tone: vsDense === null ? 'quiet' : vsDense < 1 ? 'good' : 'plain',
    }),
    order: ({ vsDense }) => vsDense,
  },
  {
    id: 'best',
    title: 'best policy',
    width: 11,
    maxWidth: 24,
    align: 'left',
    field: bestPolicy,
  },
  {
    id: 'dense',
    title: 'dense',
    width: 8,
    align: 'right',
    field: ({ dense }) => ({ text: formatSi(dense?.energyPerInferenceJ ?? null, 'J') }),
    order: ({ dense }) => dense?.energyPerInferenceJ ?? null,
  },
  {
    id: 'best-energy',
    title: 'best',
    width: 8,
    align: 'right',
    field: ({ best }) => ({ text: formatSi(best?.energyPerInferenceJ ?? null, 'J') }),
    order: ({ best }) => best?.energyPerInferenceJ ?? null,
  },
  ...liveColumns,
  {
    id: 'regret',
    title: 'regret',
    width: 7,
    align: 'right',
    field: ({ best }) => ({ text: best?.regret == null ? absent : threeDigits(best.regret) }),
    order: ({ best }) => best?.regret ?? null,
  },
  {
    id: 'price',
    title: 'price',
    width: 6,
    align: 'right',
    field: ({ state }) => ({
      text: formatPercent(state.cell.priceOfStatic),
      tone: (state.cell.priceOfStatic ?? 0) < 0.03 ? 'quiet' : 'good',
    }),
    order: ({ state }) => state.cell.priceOfStatic,
    largestFirst: true,
  },
  {
    id: 'fits',
    title: 'fits',
    width: 7,
    align: 'left',
    field: fits,
    order: ({ fitting, state }) => fitting / Math.max(1, state.results.length),
    largestFirst: true,
  },
  {
    id: 'class',
    title: 'class',
    width: 12,
    align: 'left',
    field: ({ state }) => ({ text: state.cell.targetClass, tone: 'quiet' }),
    order: ({ state }) => state.cell.targetClass,
  },
];
