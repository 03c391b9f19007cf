import { buildCommand } from '@stricli/core';
import type { DashFlags } from '../actions/dash.ts';
import type { CliContext } from '../context.ts';
import { oneOf, words } from '../parse.ts';
import { cacheFlag, seedFlag, targetFlag, threadsFlag } from './shared-flags.ts';

/** `sparsewatt dash` */
export const dashCommand = buildCommand<DashFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/dash.ts')).dash,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'scenario file, saved run, or "latest" (default: the last run, else the smart camera)',
          parse: words,
          placeholder: 'SCENARIO|RUN',
          optional: true,
        },
      ],
    },
    flags: {
      seed: seedFlag,
      threads: threadsFlag,
      target: targetFlag,
      cache: cacheFlag,
      theme: {
        kind: 'parsed',
        brief: 'dark (default), light, high-contrast or colour-blind; `t` changes it',
        parse: oneOf(['dark', 'light', 'high-contrast', 'colour-blind']),
        optional: true,
        placeholder: 'NAME',
      },
      plot: {
        kind: 'enum',
        values: ['braille', 'block', 'ascii'],
        brief: 'characters that plots are drawn with (default: braille)',
        optional: true,
      },
      ascii: {
        kind: 'boolean',
        brief: 'ASCII alone (default where the locale is not UTF-8)',
        optional: true,
      },
      mouse: {
        kind: 'boolean',
        brief: 'listen to the mouse: tabs, rows, wheel',
        optional: true,
        withNegated: false,
      },
      screenReader: {
        kind: 'boolean',
        brief: 'lines for a screen reader instead of drawing',
        optional: true,
        withNegated: false,
      },
    },
  },
  docs: {
    brief: 'Open the dashboard on a scenario or a saved run',
    customUsage: ['[SCENARIO|RUN] [flags]'],
    fullDescription: ['EXAMPLES', '  sparsewatt dash', '  sparsewatt dash scenarios/smart-camera.yaml'].join(
      '\n',
    ),
  },
});
