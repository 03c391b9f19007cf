import { buildCommand } from '@stricli/core';
import type { LadderFlags } from '../actions/ladder.ts';
import type { CliContext } from '../context.ts';
import { numberOf, shareList, wholeNumber, words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

/** `sparsewatt ladder` */
export const ladderCommand = buildCommand<LadderFlags, [string], CliContext>({
  loader: async () => (await import('../actions/ladder.ts')).ladder,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'pretrained network, an .onnx file', parse: words, placeholder: 'MODEL' }],
    },
    flags: {
      data: {
        kind: 'parsed',
        brief: 'mnist, degraded-mnist, or files: INPUTS.npy[,LABELS.npy]',
        parse: words,
        placeholder: 'DATA',
      },
      out: {
        kind: 'parsed',
        brief: 'write the network with its ladder to this file',
        parse: words,
        optional: true,
        placeholder: 'FILE',
      },
      levels: {
        kind: 'parsed',
        brief: 'sparsity of each level in %, rising from 0',
        parse: shareList,
        default: '0,50,75,87.5,94',
        placeholder: 'LIST',
      },
      method: {
        kind: 'enum',
        brief: 'how blocks are chosen; obs also compensates what is left',
        values: ['obs', 'wanda', 'magnitude'],
        default: 'obs',
      },
      allocation: {
        kind: 'enum',
        brief: 'more sparsity in large layers (erk), or the same in all',
        values: ['erk', 'uniform'],
        default: 'erk',
      },
      targetLevel: {
        kind: 'parsed',
        brief: 'fit shared weights to this level first; 0 keeps them',
        parse: wholeNumber(0),
        optional: true,
        placeholder: 'K',
      },
      keep: {
        kind: 'parsed',
        brief: 'nodes that stay dense (default: the first and the last layer)',
        parse: words,
        variadic: ',',
        optional: true,
        placeholder: 'NODE',
      },
      samples: {
        kind: 'parsed',
        brief: 'samples to calibrate on',
        parse: wholeNumber(2),
        default: '512',
        placeholder: 'N',
      },
      measure: {
        kind: 'parsed',
        brief: 'at most so many other samples to measure on',
        parse: wholeNumber(1),
        default: '4000',
        placeholder: 'N',
      },
      split: {
        kind: 'enum',
        brief: 'of a built-in data set, measure on this split',
        values: ['test', 'validation'],
        default: 'test',
      },
      seed: {
        kind: 'parsed',
        brief: 'draws the calibration samples from your file',
        parse: wholeNumber(0),
        default: '1',
        placeholder: 'N',
      },
      damping: {
        kind: 'parsed',
        brief: 'ridge of the Hessians, as a share of their mean diagonal',
        parse: numberOf(1e-9),
        default: '0.01',
        placeholder: 'X',
      },
      compare: {
        kind: 'boolean',
        brief: 'measure the other methods beside the chosen one',
        default: true,
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Prune a pretrained ONNX network into a ladder, without training, and measure it',
    customUsage: ['MODEL --data DATA [flags]'],
    fullDescription: [
      'Prunes in 4x1 blocks at nested levels with one value per weight, layer by layer, on calibration samples (Optimal',
      'Brain Surgeon), fits scale and bias per level, and measures every level against the dense network on other samples.',
      'Plain magnitude pruning stands beside it: in 4x1 blocks it is useless without fine-tuning. See docs/ladder.md.',
      '',
      'EXAMPLES',
      '  sparsewatt ladder scenarios/models/digits-dense.onnx --data degraded-mnist --out ladder.onnx',
      '  sparsewatt ladder my.onnx --data inputs.npy,labels.npy --levels 0,50,75 --target-level 2 --out ladder.onnx',
    ].join('\n'),
  },
});
