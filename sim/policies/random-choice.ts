import type { PolicyDefinition } from './policy.ts';

/** A uniform draw from the list for every request: what adapting without a signal gives. */
export const randomChoice: PolicyDefinition = {
  id: 'random',
  title: 'Random',
  source: 'baseline: a signal must beat chance over the same list',
  signal: 'none',
  adaptive: true,
  charge: '18 a decision',
  create(context) {
    const { choices } = context;
    let random = context.random;
    return {
      decide: ({ request }) => choices[random.integer(request, choices.length)]!,
      reset: (fresh) => {
        random = fresh;
      },
      // One hash of the counter: about 16 integer operations and a table look-up.
      cost: { decideOperations: 18, reviewOperations: 0 },
    };
  },
};
