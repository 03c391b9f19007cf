import type { Column, Field } from './column.ts';
import { formatShare, formatSi, nothing } from './format.ts';
import type { TargetRow } from './target-row.ts';

function fits({ state, fitting }: TargetRow): Field {
  if (fitting === state.results.length) return { text: '✓ all', tone: 'good' };
  if (fitting === 0) return { text: '✗ none', tone: 'bad' };
  return { text: `◐ ${fitting}/${state.results.length}`, tone: 'unsure' };
}

/** Columns of the Targets screen. */
export const targetColumns: readonly Column<TargetRow>[] = [
  {
    id: 'target',
    title: 'target',
    width: 12,
    maxWidth: 24,
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
    id: 'saving',
    title: 'saving',
    width: 7,
    align: 'right',
    field: ({ saving }) => ({
      text: formatShare(saving),
      tone: saving === null ? 'quiet' : saving > 0 ? 'good' : 'plain',
    }),
    order: ({ saving }) => saving,
    largestFirst: true,
  },
  {
    id: 'best',
    title: 'best policy',
    width: 11,
    maxWidth: 24,
    align: 'left',
    field: ({ best }) => (best ? { text: best.policy } : { text: nothing, tone: 'quiet' }),
  },
  {
    id: 'dense',
    title: 'dense/inf',
    width: 10,
    align: 'right',
    field: ({ dense }) => ({ text: formatSi(dense?.energyPerInferenceJ ?? null, 'J') }),
    order: ({ dense }) => dense?.energyPerInferenceJ ?? null,
  },
  {
    id: 'regret',
    title: 'regret',
    width: 7,
    align: 'right',
    field: ({ best }) => ({ text: best?.regret == null ? nothing : best.regret.toFixed(2) }),
    order: ({ best }) => best?.regret ?? null,
  },
  {
    id: 'static',
    title: 'static+',
    width: 8,
    align: 'right',
    field: ({ state }) => ({
      text: formatShare(state.cell.priceOfStatic),
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
    order: ({ fitting, state }) => fitting / state.results.length,
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
