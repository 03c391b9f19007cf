import { buildCommand } from '@stricli/core';
import { loadgenModes } from '../../scenario/loadgen/loadgen-settings.ts';
import type { LoadgenFlags } from '../actions/loadgen.ts';
import type { CliContext } from '../context.ts';
import { numberOf, wholeNumber, words } from '../parse.ts';
import { cacheFlag, jsonFlag, scenarioArgument, threadsFlag } from './shared-flags.ts';

const positive = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', brief, parse: numberOf(1e-9), optional: true, placeholder }) as const;

/** `sparsewatt loadgen` */
export const loadgenCommand = buildCommand<LoadgenFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/loadgen.ts')).loadgen,
  parameters: {
    positional: { kind: 'tuple', parameters: [scenarioArgument] },
    flags: {
      mode: { kind: 'enum', brief: 'scenario of LoadGen', values: [...loadgenModes], default: 'server' },
      target: { kind: 'parsed', brief: 'target of the scenario', parse: words, placeholder: 'ID' },
      policy: {
        kind: 'parsed',
        brief: 'policy, e.g. dense, best-static, deadline-controller',
        parse: words,
        default: 'dense',
        placeholder: 'ID',
      },
      runtime: {
        kind: 'parsed',
        brief: "runtime of the target (default: the scenario's first)",
        parse: words,
        optional: true,
        placeholder: 'ID',
      },
      latencyMs: positive('server: bound of the 99th percentile, ms (default: 10)', 'MS'),
      qps: positive('server: this rate alone (default: look for the largest that passes)', 'N'),
      batch: {
        kind: 'parsed',
        brief: 'samples of one pass at most, up to 1024 (default: 1)',
        parse: wholeNumber(1),
        optional: true,
        placeholder: 'N',
      },
      batchWaitUs: {
        kind: 'parsed',
        brief: 'how long a batch that is not full waits for more, us (default: 0)',
        parse: numberOf(0),
        optional: true,
        placeholder: 'US',
      },
      minDurationS: positive('least simulated duration, s (default: 600)', 'S'),
      json: jsonFlag,
      threads: threadsFlag,
      cache: cacheFlag,
    },
  },
  docs: {
    brief: "Send MLPerf LoadGen's queries to a simulated target",
    customUsage: ['[SCENARIO] --target ID [--mode MODE] [--policy ID] [flags]'],
    fullDescription: [
      "SingleStream, MultiStream, Server and Offline with LoadGen's constants: queries, durations, percentiles and early",
      'stopping, over the network and data of a scenario (its arrivals, deadline and battery are left aside). Server finds',
      'the largest rate whose 99th percentile keeps the latency bound. Prints the summary of LoadGen, and what LoadGen',
      'does not know: energy and accuracy. The results are simulated and are no MLPerf submission. Exit code 4: not valid.',
      '',
      'EXAMPLES',
      '  sparsewatt loadgen --target jetson-agx-orin',
      '  sparsewatt loadgen --target a100 --policy deadline-controller --latency-ms 1',
      '  sparsewatt loadgen --target a100 --mode offline --batch 64',
      '  sparsewatt loadgen industrial-sensor --target nucleo-l4r5zi --mode single-stream --policy best-static',
    ].join('\n'),
  },
});
