import { buildCommand } from '@stricli/core';
import { requestTasks } from '../../data/task/request-tasks.ts';
import type { TuneFlags } from '../actions/tune.ts';
import type { CliContext } from '../context.ts';
import { numberOf, oneOf, wholeNumber, words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

/** `sparsewatt tune` */
export const tuneCommand = buildCommand<TuneFlags, [string], CliContext>({
  loader: async () => (await import('../actions/tune.ts')).tune,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'network with a ladder, an .onnx file', parse: words, placeholder: 'MODEL' }],
    },
    flags: {
      data: {
        kind: 'parsed',
        brief: `task that the network was trained for: ${requestTasks.join(', ')}`,
        parse: oneOf(requestTasks),
        placeholder: 'TASK',
      },
      fold: {
        kind: 'parsed',
        brief: 'turn of the cross-validation that it was trained in, 0 to 4 (shuttle)',
        parse: wholeNumber(0),
        default: '0',
        placeholder: 'N',
      },
      exits: {
        kind: 'boolean',
        brief: 'fit exit heads on training data first, in place of those in the file',
        default: false,
        withNegated: false,
      },
      layers: {
        kind: 'boolean',
        brief: 'search points with a level for each layer too',
        default: false,
        withNegated: false,
      },
      out: {
        kind: 'parsed',
        brief: 'write points.json, and with --exits the network under its own name, into this folder',
        parse: words,
        optional: true,
        placeholder: 'DIR',
      },
      card: {
        kind: 'parsed',
        brief: 'put the table into this Markdown file, between the lines of the network',
        parse: words,
        optional: true,
        placeholder: 'FILE',
      },
      answers: {
        kind: 'parsed',
        brief: 'training answers that heads are fitted on, about',
        parse: wholeNumber(100),
        default: '20000',
        placeholder: 'N',
      },
      limit: {
        kind: 'parsed',
        brief: 'only the first requests of validation and test data',
        parse: wholeNumber(50),
        optional: true,
        placeholder: 'N',
      },
      stages: {
        kind: 'parsed',
        brief: 'most stages of a cascade, 1 to 3',
        parse: (text: string) => Number(oneOf(['1', '2', '3'])(text)) as 1 | 2 | 3,
        default: '3',
        placeholder: 'N',
      },
      guard: {
        kind: 'parsed',
        brief: 'points (%) that an adaptive point must be better by on validation data',
        parse: numberOf(0),
        default: '0.1',
        placeholder: 'X',
      },
      rounds: {
        kind: 'parsed',
        brief: 'turns of each measurement of time',
        parse: wholeNumber(3),
        default: '21',
        placeholder: 'N',
      },
      test: {
        kind: 'boolean',
        brief: 'also run the chosen points on the test data, once, at the end',
        default: false,
        withNegated: false,
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Find operating points of a trained ladder: levels, exits and cascades of them',
    customUsage: ['MODEL --data TASK [flags]'],
    fullDescription: [
      'Searches static points and cascades that choose level and exit for each request, by the answers on validation data',
      'and by times measured on this machine at batch 1. --exits first fits linear heads behind every block on the frozen',
      'network and writes them as further outputs. See docs/tune.md.',
      '',
      'EXAMPLES',
      '  sparsewatt tune scenarios/models/fashion/ladder-s1.onnx --data fashion-mnist',
      '  sparsewatt tune scenarios/models/fashion/ladder-s1.onnx --data fashion-mnist --exits --out tuned --test',
    ].join('\n'),
  },
});
