import type { Binding } from './binding.ts';

/** Keys of knobs: they work on every screen, on the selected cell and policy. */
export const knobKeys = [
  {
    action: 'knob-down',
    keys: ['['],
    help: 'The knob one step down; the selected cell is simulated again.',
    hint: 'down',
  },
  {
    action: 'knob-up',
    keys: [']'],
    help: 'The knob one step up; the selected cell is simulated again.',
    hint: 'up',
  },
  {
    action: 'next-knob',
    keys: ['v'],
    help: 'Next knob: deadline, level, gate, parameters of the policy, clock, battery, store.',
    hint: 'knob',
  },
  { action: 'previous-knob', keys: ['V'], help: 'The knob before.' },
  { action: 'set-knob', keys: ['='], help: 'Types a value for the knob.', hint: 'type' },
  { action: 'undo', keys: ['u'], help: 'Takes the last turn of a knob back.', hint: 'undo' },
  { action: 'redo', keys: ['U', 'ctrl-r'], help: 'Makes it again.' },
  { action: 'take-snapshot', keys: ['m'], help: 'Keeps the settings of all cells under a name.' },
  {
    action: 'restore-snapshot',
    keys: ['M'],
    help: 'Brings all cells to the settings of a snapshot; Tab completes.',
  },
] as const satisfies readonly Binding[];
