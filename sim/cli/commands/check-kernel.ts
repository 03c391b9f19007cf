import { buildCommand } from '@stricli/core';
import type { CheckKernelFlags } from '../actions/check-kernel.ts';
import type { CliContext } from '../context.ts';
import { casePath, nmShape, wholeNumber, words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

/** `sparsewatt check-kernel` */
export const checkKernelCommand = buildCommand<CheckKernelFlags, [string], CliContext>({
  loader: async () => (await import('../actions/check-kernel.ts')).checkKernelAction,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'module with a kernel as its default export', parse: words, placeholder: 'KERNEL' },
      ],
    },
    flags: {
      seed: {
        kind: 'parsed',
        brief: 'seed of the cases',
        parse: wholeNumber(0),
        default: '42',
        placeholder: 'N',
      },
      runs: {
        kind: 'parsed',
        brief: 'cases of each law on each product',
        parse: wholeNumber(1),
        default: '100',
        placeholder: 'N',
      },
      law: {
        kind: 'parsed',
        brief: 'only these laws, separated by commas',
        parse: words,
        variadic: ',',
        optional: true,
        placeholder: 'ID',
      },
      product: {
        kind: 'parsed',
        brief: 'only these products, separated by commas',
        parse: words,
        variadic: ',',
        optional: true,
        placeholder: 'NAME',
      },
      path: {
        kind: 'parsed',
        brief: 'of a replay line: go straight to that case',
        parse: casePath,
        optional: true,
        placeholder: 'PATH',
      },
      nm: {
        kind: 'parsed',
        brief: 'N:M shapes that the kernel takes, as 2:4,1:4 (default: any)',
        parse: nmShape,
        variadic: ',',
        optional: true,
        placeholder: 'N:M',
      },
      badInput: {
        kind: 'boolean',
        brief: 'operands of the wrong size must be refused',
        default: true,
      },
      timeout: {
        kind: 'parsed',
        brief: 'milliseconds after which a call counts as hung',
        parse: wholeNumber(1),
        default: '10000',
        placeholder: 'MS',
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Run your own sparse kernel through the laws of sparsewatt/testing',
    customUsage: ['KERNEL [flags]'],
    fullDescription: [
      'Draws random matrices in every format that the kernel reads and holds it to each law: agreement with float64,',
      'linearity, nested levels, no stale state and others. A broken law ends with the simplest case that shows it.',
      'The module exports a kernel, or a function, async or not, that makes one: docs/testing-your-kernel.md.',
      '',
      'EXAMPLES',
      '  sparsewatt check-kernel ./my-kernel.js',
      '  sparsewatt check-kernel ./my-kernel.js --law gate,fresh-result --runs 1000',
    ].join('\n'),
  },
});
