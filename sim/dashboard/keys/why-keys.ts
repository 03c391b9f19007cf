import type { Binding } from './binding.ts';

const on = ['why'] as const;

/** Keys of the Why screen. */
export const whyKeys = [
  { action: 'find-request', keys: ['#'], on, help: 'Go to a request by its number.', hint: 'request' },
  {
    action: 'next-difference',
    keys: ['d'],
    on,
    help: 'Next request that the clairvoyant would have run otherwise.',
    hint: 'differs',
  },
  { action: 'previous-difference', keys: ['D'], on, help: 'The one before.' },
] as const satisfies readonly Binding[];
