import { buildCommand } from '@stricli/core';
import type { TraceFlags } from '../actions/trace.ts';
import type { CliContext } from '../context.ts';
import { numberOf, words } from '../parse.ts';
import { cellFlags, repetitionFlag } from './run-name-flags.ts';
import { cacheFlag, scenarioArgument, seedFlag, threadsFlag } from './shared-flags.ts';

const atSeconds = (brief: string) =>
  ({ kind: 'parsed', brief, parse: numberOf(0), optional: true, placeholder: 'S' }) as const;

/** `sparsewatt trace` */
export const traceCommand = buildCommand<TraceFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/trace.ts')).trace,
  parameters: {
    positional: { kind: 'tuple', parameters: [scenarioArgument] },
    flags: {
      target: cellFlags.target,
      policy: {
        kind: 'parsed',
        brief: 'policy, e.g. best-static, static-L2, dense',
        parse: words,
        placeholder: 'ID',
      },
      out: {
        kind: 'parsed',
        brief: 'a .json file for a timeline, a .swlog file for the event log',
        parse: words,
        placeholder: 'FILE',
      },
      runtime: cellFlags.runtime,
      load: cellFlags.load,
      seed: seedFlag,
      repetition: repetitionFlag,
      from: atSeconds('show the run from this simulated time on, s (default: 0)'),
      to: atSeconds('show it up to here, s (default: as far as a file under 50 MB goes)'),
      threads: threadsFlag,
      cache: cacheFlag,
    },
  },
  docs: {
    brief: 'Write what happens in one run: a timeline for Perfetto, or its event log',
    customUsage: ['[SCENARIO] --target ID --policy ID --out FILE [flags]'],
    fullDescription: [
      'Simulates one policy on one target and writes every piece of work, wake-up and rest of its units, the power that',
      'they draw, the queues, and when requests came, ended or missed their deadline. Open the .json file in',
      'https://ui.perfetto.dev, which reads it in the browser and does not upload it. A .swlog file holds every event of',
      'the engine, for sparsewatt replay. docs/trace.md describes both.',
      '',
      'EXAMPLES',
      '  sparsewatt trace --target nucleo-u575zi-q --policy best-static --out trace.json',
      '  sparsewatt trace --target mcu-wakes-orin --runtime sparsewatt-4x1 --policy confidence-refinement --out trace.json',
      '  sparsewatt trace --target a100 --policy dense --load 0.8 --out run.swlog',
    ].join('\n'),
  },
});
