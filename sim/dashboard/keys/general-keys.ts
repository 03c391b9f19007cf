import type { Binding } from './binding.ts';

/** Keys that work on every screen. */
export const generalKeys = [
  {
    action: 'quit',
    keys: ['q'],
    help: 'Quit; the terminal is restored and a summary stays.',
    hint: 'quit',
    always: true,
  },
  { action: 'help', keys: ['?'], help: 'Show or hide this help.', hint: 'help' },
  { action: 'next-screen', keys: ['tab'], help: 'The next screen.', hint: 'screen' },
  { action: 'previous-screen', keys: ['shift-tab'], help: 'The screen before.' },
  { action: 'overview', keys: ['1'], help: 'Overview: the run as a whole.' },
  { action: 'targets', keys: ['2'], help: 'Targets: one row per target, runtime and load.' },
  { action: 'policies', keys: ['3'], help: 'Policies of the selected target.' },
  { action: 'timeline', keys: ['4'], help: 'Timeline: what the units of the selected target do.' },
  { action: 'energy', keys: ['5'], help: 'Energy and carbon of the selected policy.' },
  {
    action: 'why',
    keys: ['6'],
    help: 'Why: decisions of the selected policy, where numbers are from, warnings.',
  },
  { action: 'next-cell', keys: ['n'], help: 'Next target.', hint: 'target', late: true },
  { action: 'previous-cell', keys: ['p'], help: 'Previous target.' },
  {
    action: 'filter',
    keys: ['/'],
    help: 'Filter: rows that hold every word typed; in this help, its lines.',
    hint: 'filter',
    late: true,
  },
  { action: 'command', keys: [':'], help: 'Command line; Tab completes.', hint: 'command', late: true },
  { action: 'next-theme', keys: ['t'], help: 'Next theme: dark, light, high contrast, colour-blind safe.' },
  {
    action: 'back',
    keys: ['escape'],
    help: 'Back: out of this help, a filter or a message, or to the targets.',
  },
  { action: 'run-anew', keys: ['R'], help: 'Run the scenario as its file is now; what is shown goes.' },
  { action: 'suspend', keys: ['ctrl-z'], help: 'To the background; `fg` brings it back.', always: true },
  { action: 'interrupt', keys: ['ctrl-c'], help: 'Leave at once.', always: true },
] as const satisfies readonly Binding[];
