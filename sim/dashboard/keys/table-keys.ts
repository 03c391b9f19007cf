import type { Binding } from './binding.ts';

/** Keys of tables and lists. */
export const tableKeys = [
  {
    action: 'sort',
    keys: ['s'],
    help: 'Sort by the next column.',
    hint: 'sort',
    on: ['targets', 'policies', 'energy', 'why'],
  },
  {
    action: 'reverse',
    keys: ['r'],
    help: 'Reverse the order.',
    hint: 'reverse',
    on: ['targets', 'policies', 'energy', 'why'],
  },
  { action: 'open', keys: ['return'], help: 'Open what is selected.' },
  { action: 'down', keys: ['down', 'j'], help: 'Next row; scrolls this help.' },
  { action: 'up', keys: ['up', 'k'], help: 'Previous row; scrolls this help.' },
  { action: 'columns-right', keys: ['right', 'l'], help: 'Columns further right.' },
  { action: 'columns-left', keys: ['left', 'h'], help: 'Columns further left.' },
  { action: 'page-down', keys: ['pagedown'], help: 'One page down.' },
  { action: 'page-up', keys: ['pageup'], help: 'One page up.' },
  { action: 'first', keys: ['g', 'home'], help: 'First row.' },
  { action: 'last', keys: ['G', 'end'], help: 'Last row.' },
] as const satisfies readonly Binding[];
