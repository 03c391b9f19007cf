import type { Binding } from './binding.ts';

/** Keys of a recorded run. */
export const playbackKeys = [
  {
    action: 'play',
    keys: [' '],
    help: 'Play the recorded run, or pause.',
    hint: 'play',
    on: ['overview', 'targets', 'timeline'],
  },
  {
    action: 'faster',
    keys: ['>'],
    help: 'Play faster.',
    hint: 'faster',
    on: ['overview', 'targets', 'timeline'],
  },
  { action: 'slower', keys: ['<'], help: 'Play slower.', on: ['overview', 'targets', 'timeline'] },
  {
    action: 'step',
    keys: ['.'],
    help: 'One step on: to the next bin of the recording, on the timeline to the next event.',
    hint: 'step',
    on: ['overview', 'timeline'],
  },
  { action: 'step-back', keys: [','], help: 'One step back.', on: ['overview', 'timeline'] },
  {
    action: 'next-seed',
    keys: ['e'],
    help: 'The same run under the next seed.',
    hint: 'seed',
    on: ['overview', 'targets', 'timeline', 'why'],
  },
  {
    action: 'previous-seed',
    keys: ['E'],
    help: 'Under the seed before.',
    on: ['overview', 'targets', 'timeline', 'why'],
  },
] as const satisfies readonly Binding[];
