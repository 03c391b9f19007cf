/** What a key does. */
export type Action =
  | 'targets'
  | 'policies'
  | 'next-screen'
  | 'open'
  | 'back'
  | 'down'
  | 'up'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'columns-right'
  | 'columns-left'
  | 'next-cell'
  | 'previous-cell'
  | 'sort'
  | 'reverse'
  | 'shorter-deadline'
  | 'longer-deadline'
  | 'help'
  | 'suspend'
  | 'quit'
  | 'interrupt';

/** One line of the keymap. */
export interface Binding {
  readonly action: Action;
  /** Names as `keyNames` gives them. */
  readonly keys: readonly string[];
  /** Full sentence for the help overlay and the documentation. */
  readonly help: string;
  /** One word for the footer; absent: not in the footer. */
  readonly hint?: string;
  /** Works in every state: window too small, help open. */
  readonly always?: true;
}

/** The one table behind dispatch, footer, help overlay and documentation. Footer hints come in this order. */
export const keymap: readonly Binding[] = [
  {
    action: 'quit',
    keys: ['q'],
    help: 'Quit; the terminal is restored and a summary stays.',
    hint: 'quit',
    always: true,
  },
  { action: 'help', keys: ['?'], help: 'Show or hide this help.', hint: 'help' },
  { action: 'next-screen', keys: ['tab', 'shift-tab'], help: 'The other screen.', hint: 'screen' },
  {
    action: 'shorter-deadline',
    keys: ['['],
    help: 'Deadline 10% shorter; the selected cell is simulated again.',
    hint: 'shorter',
  },
  {
    action: 'longer-deadline',
    keys: [']'],
    help: 'Deadline 10% longer; the selected cell is simulated again.',
    hint: 'longer',
  },
  { action: 'sort', keys: ['s'], help: 'Sort by the next column.', hint: 'sort' },
  { action: 'reverse', keys: ['r'], help: 'Reverse the order.', hint: 'reverse' },
  {
    action: 'targets',
    keys: ['1'],
    help: 'Targets: one row per target, runtime and load.',
  },
  { action: 'policies', keys: ['2'], help: 'Policies of the selected target.' },
  { action: 'open', keys: ['return'], help: 'Open the policies of the selected target.' },
  { action: 'back', keys: ['escape'], help: 'Back to the targets, or out of this help.' },
  { action: 'down', keys: ['down', 'j'], help: 'Next row; scrolls this help.' },
  { action: 'up', keys: ['up', 'k'], help: 'Previous row; scrolls this help.' },
  { action: 'columns-right', keys: ['right', 'l'], help: 'Columns further right.' },
  { action: 'columns-left', keys: ['left', 'h'], help: 'Columns further left.' },
  { action: 'page-down', keys: ['pagedown'], help: 'One page down.' },
  { action: 'page-up', keys: ['pageup'], help: 'One page up.' },
  { action: 'first', keys: ['g', 'home'], help: 'First row.' },
  { action: 'last', keys: ['G', 'end'], help: 'Last row.' },
  { action: 'next-cell', keys: ['n'], help: 'Next target.', hint: 'next target' },
  { action: 'previous-cell', keys: ['p'], help: 'Previous target.' },
  { action: 'suspend', keys: ['ctrl-z'], help: 'To the background; `fg` brings it back.', always: true },
  {
    action: 'interrupt',
    keys: ['ctrl-c'],
    help: 'Leave at once.',
    always: true,
  },
];

const byKey = new Map(keymap.flatMap((binding) => binding.keys.map((key) => [key, binding] as const)));

/** What the key is bound to, or undefined. */
export function bindingFor(key: string): Binding | undefined {
  return byKey.get(key);
}
