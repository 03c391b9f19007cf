import { choicesOf } from './choose-static.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  headRoom: {
    unit: '1',
    low: 1,
    high: 10,
    default: 1.2,
    meaning: 'Factor on predicted times: how much slower than on validation data a pass may be.',
  },
} as const;

/**
 * The densest N:M pattern that is expected to end in time, given the queue; the sparsest where none is. It keeps to the unit
 * of the first option.
 */
export const nmSwitch: PolicyDefinition = {
  id: 'nm-switch',
  title: 'N:M switch (needs N:M points)',
  source: 'N:M activation patterns chosen at run time (8:16 and 16:32 against 2:4, 2025)',
  signal: 'deadline, queue',
  adaptive: true,
  charge: '6 + 3 n a decision',
  needs: ['N:M points'],
  parameters,
  create(context, given) {
    const { headRoom } = valuesOf(parameters, given);
    const all = choicesOf(context).filter(({ traits }) => traits?.keptOfGroup !== undefined);
    const patterns = all
      .filter(({ unit }) => unit === all[0]!.unit)
      .sort((a, b) => b.traits!.keptOfGroup! - a.traits!.keptOfGroup! || a.index - b.index);
    const sparsest = patterns.at(-1)!;
    return {
      decide({ deadlineLeftNs, queueLength }) {
        const budgetNs = deadlineLeftNs - headRoom * queueLength * sparsest.meanServiceNs;
        return (patterns.find((o) => headRoom * o.meanServiceNs <= budgetNs) ?? sparsest).index;
      },
      uses: patterns.map((option) => option.index),
      cost: { decideOperations: 6 + 3 * patterns.length, reviewOperations: 0 },
    };
  },
};
