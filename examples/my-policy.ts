// A policy of your own. Run it:    sparsewatt run --policy ./my-policy.ts
//                  Check it:       sparsewatt check-policy ./my-policy.ts
//                  Set it:         sparsewatt run --policy ./my-policy.ts --set my-policy.mostWaiting=3
import { accept, type Policy, type PolicyContext, type PolicyDefinition } from 'sparsewatt';

const policy: PolicyDefinition = {
  id: 'my-policy',
  title: 'My policy',
  source: 'own work',
  signal: 'queue, confidence',
  adaptive: true,
  parameters: {
    mostWaiting: {
      unit: '1',
      low: 0,
      high: 100,
      default: 1,
      whole: true,
      meaning: 'Requests that may wait before the fastest option is used.',
    },
  },
  // Called once per target and load. All that may be known beforehand is in the context: options with their means on
  // validation data, deadline, accuracy floor, and pilot runs.
  create(context: PolicyContext, values = {}): Policy {
    const mostWaiting = values['mostWaiting'] ?? 1;
    const choices = context.choices.map((index) => context.options[index]!);
    const fastest = choices.reduce((a, b) => (b.meanServiceNs < a.meanServiceNs ? b : a));
    const surest = choices.reduce((a, b) => (b.validationAccuracy > a.validationAccuracy ? b : a));
    return {
      // Called when a request is about to start. The observation is only good during the call: do not keep it.
      decide: ({ queueLength }) => (queueLength > mostWaiting ? fastest.index : surest.index),
      // Called when a pass has ended: take its result, or run the request again with another option.
      review: ({ option, confidence, deadlineLeftNs }) => {
        const again = option === fastest.index && option !== surest.index && confidence < 0.5;
        return again && surest.meanServiceNs < deadlineLeftNs ? surest.index : accept;
      },
      // Nothing is free: the operations of your code are charged in time and energy on the chip that runs it.
      cost: { decideOperations: 4, reviewOperations: 8 },
      uses: [...new Set([fastest.index, surest.index])],
    };
  },
};

export default policy;
