import { buildCommand } from '@stricli/core';
import type { TraceFlags } from '../actions/trace.ts';
import type { CliContext } from '../context.ts';
import { numberOf, wholeNumber, words } from '../parse.ts';
import { cacheFlag, scenarioArgument, seedFlag, threadsFlag } from './shared-flags.ts';

const atSeconds = (brief: string) =>
  ({ kind: 'parsed', brief, parse: numberOf(0), optional: true, placeholder: 'S' }) as const;

/** `sparsewatt trace` */
export const traceCommand = buildCommand<TraceFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/trace.ts')).trace,
  parameters: {
    positional: { kind: 'tuple', parameters: [scenarioArgument] },
    flags: {
      target: { kind: 'parsed', brief: 'target of the scenario', parse: words, placeholder: 'ID' },
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
      runtime: {
        kind: 'parsed',
        brief: "runtime of the target (default: the scenario's first)",
        parse: words,
        optional: true,
        placeholder: 'ID',
      },
      load: {
        kind: 'parsed',
        brief: 'load of the scenario (default: its first)',
        parse: numberOf(0),
        optional: true,
        placeholder: 'X',
      },
      seed: seedFlag,
      repetition: {
        kind: 'parsed',
        brief: 'which of the paired repetitions, from 1 (default: 1)',
        parse: wholeNumber(1),
        optional: true,
        placeholder: 'N',
      },
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
