import type { Binding } from './binding.ts';

/** Keys of the Policies screen. */
export const policiesKeys = [
  {
    action: 'next-view',
    keys: ['x'],
    help: 'Policies: table, matrix of policies by targets, scatter plot, regret curves, comparison.',
    hint: 'view',
    on: ['policies'],
  },
  { action: 'previous-view', keys: ['X'], help: 'Policies: the view before.', on: ['policies'] },
  {
    action: 'mark',
    keys: [' '],
    help: 'Marks the policy, or takes its mark away.',
    hint: 'mark',
    on: ['policies'],
  },
  {
    action: 'compare',
    keys: ['c'],
    help: 'Compares the marked policies with the baseline, paired by seed; again: back to the table.',
    hint: 'compare',
    on: ['policies'],
  },
  {
    action: 'baseline',
    keys: ['b'],
    help: 'Makes the selected policy the baseline of the comparison.',
    on: ['policies'],
  },
  {
    action: 'next-across',
    keys: ['a'],
    help: 'Scatter plot: next score from left to right; matrix: next score.',
    on: ['policies'],
  },
  { action: 'next-up', keys: ['A'], help: 'Scatter plot: next score from bottom to top.', on: ['policies'] },
] as const satisfies readonly Binding[];
