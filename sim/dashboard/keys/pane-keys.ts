import type { Binding } from './binding.ts';

const on = ['energy', 'why'] as const;

/** Keys of screens that have panes. */
export const paneKeys = [
  {
    action: 'next-pane',
    keys: ['right', 'l'],
    on,
    help: 'Next pane; an explanation moves left.',
    hint: 'pane',
  },
  { action: 'previous-pane', keys: ['left', 'h'], on, help: 'Previous pane; an explanation moves right.' },
  { action: 'next-policy', keys: ['>'], on, help: 'Next policy of the target.', hint: 'next policy' },
  { action: 'previous-policy', keys: ['<'], on, help: 'Previous policy of the target.' },
] as const satisfies readonly Binding[];
