import { buildCommand } from '@stricli/core';
import type { TrainFlags } from '../actions/train.ts';
import type { CliContext } from '../context.ts';
import { numberOf, oneOf, wholeNumber, words } from '../parse.ts';
import { jsonFlag, threadsFlag } from './shared-flags.ts';

/** `sparsewatt train` */
export const trainCommand = buildCommand<TrainFlags, [string], CliContext>({
  loader: async () => (await import('../actions/train.ts')).trainAction,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'YAML file that describes the run', parse: words, placeholder: 'SPEC' }],
    },
    flags: {
      out: {
        kind: 'parsed',
        brief: 'folder of checkpoint, metrics and network (default: .cache/train/NAME-sSEED)',
        parse: words,
        optional: true,
        placeholder: 'DIR',
      },
      seed: {
        kind: 'parsed',
        brief: 'another seed than that of the file',
        parse: wholeNumber(0),
        optional: true,
        placeholder: 'N',
      },
      fold: {
        kind: 'parsed',
        brief: 'another turn of the cross-validation than that of the file, 0 to 4 (shuttle)',
        parse: wholeNumber(0),
        optional: true,
        placeholder: 'N',
      },
      width: {
        kind: 'parsed',
        brief: 'all widths times this: a small dense network of the same form',
        parse: numberOf(0),
        optional: true,
        placeholder: 'F',
      },
      method: {
        kind: 'parsed',
        brief: '"dense" trains the network of the file without pruning, as a control',
        parse: oneOf(['dense']),
        optional: true,
        placeholder: 'METHOD',
      },
      taught: {
        kind: 'boolean',
        brief: 'with --method dense: the control learns from the teacher of the file, too',
        default: false,
        withNegated: false,
      },
      alone: {
        kind: 'parsed',
        brief:
          'one sparsity of a ladder alone, by gradual magnitude pruning with the same recipe: what a level is held against',
        parse: numberOf(0),
        optional: true,
        placeholder: 'SPARSITY',
      },
      start: {
        kind: 'parsed',
        brief: 'folder of another run, whose weights this one starts from',
        parse: words,
        optional: true,
        placeholder: 'DIR',
      },
      threads: threadsFlag,
      test: {
        kind: 'boolean',
        brief: 'also evaluate on the test data, once, at the end',
        default: false,
        withNegated: false,
      },
      fresh: {
        kind: 'boolean',
        brief: 'start again, whatever checkpoint is there',
        default: false,
        withNegated: false,
      },
      reproducible: {
        kind: 'boolean',
        brief: 'plain SIMD: the same weights on every machine, 30% slower',
        default: false,
        withNegated: false,
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Train a network and its sparsity ladder on a data set, with own kernels and threads',
    customUsage: ['SPEC [flags]'],
    fullDescription: [
      'Trains dense, as a ladder of sparsity levels (joint training with in-place distillation), or with one sparse level',
      '(gradual magnitude pruning, RigL, SET). A stopped command goes on from its checkpoint. Results do not depend on the',
      'number of threads. Data come from packages: npm run data.',
      '',
      'EXAMPLES',
      '  sparsewatt train scenarios/training/fashion-ladder.yaml --method dense',
      '  sparsewatt train scenarios/training/fashion-ladder.yaml',
      '  sparsewatt train scenarios/training/fashion-ladder.yaml --method dense --width 0.5 --seed 2 --test',
    ].join('\n'),
  },
});
