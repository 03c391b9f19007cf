import type { Binding } from './binding.ts';

/** Keys of the timeline alone. */
export const timelineKeys = [
  { action: 'zoom-in', keys: ['+', '='], help: 'Zoom in around the cursor.', hint: 'zoom', on: ['timeline'] },
  { action: 'zoom-out', keys: ['-', '_'], help: 'Zoom out.', hint: 'out', on: ['timeline'] },
  { action: 'later', keys: ['right', 'l'], help: 'Cursor a tenth of the window later.', on: ['timeline'] },
  { action: 'earlier', keys: ['left', 'h'], help: 'Cursor a tenth of the window earlier.', on: ['timeline'] },
  {
    action: 'go-to',
    keys: ['T'],
    help: 'Go to a time: seconds, or h:mm:ss, or with ms, µs or ns.',
    hint: 'go to',
    on: ['timeline'],
  },
  {
    action: 'write-trace',
    keys: ['o'],
    help: 'Write this run as a trace for https://ui.perfetto.dev; no file is overwritten.',
    hint: 'trace',
    on: ['timeline'],
  },
] as const satisfies readonly Binding[];
