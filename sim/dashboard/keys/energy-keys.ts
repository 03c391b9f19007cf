import type { Binding } from './binding.ts';

const on = ['energy'] as const;

/** Keys of the Energy screen. */
export const energyKeys = [
  { action: 'energy-unit', keys: ['y'], on, help: 'Joules, watt-hours or grams of CO2e.', hint: 'unit' },
  {
    action: 'write-report',
    keys: ['w'],
    on,
    help: 'Write the report of the run into a new folder.',
    hint: 'report',
  },
  { action: 'own-grid', keys: ['x'], on, help: 'Back to the grid of the run.' },
] as const satisfies readonly Binding[];
