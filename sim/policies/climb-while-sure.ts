import type { Option, Policy } from './policy.ts';
import type { PolicyValues } from './policy-parameter.ts';
import { valuesOf } from './policy-parameter.ts';

/** Parameters of policies that climb. */
export const climbParameters = {
  sure: {
    unit: '1',
    low: 0,
    high: 1,
    default: 0.9,
    meaning: 'Confidence from which a result counts as sure.',
  },
  patience: {
    unit: '1',
    low: 1,
    high: 1000,
    default: 4,
    whole: true,
    meaning: 'Sure results in a row before the next step is taken.',
  },
} as const;

/** Goes from one option to the next while a stream is answered surely, and back to the first at the first unsure result. */
export function climbWhileSure(steps: readonly Option[], given: PolicyValues | undefined): Policy {
  const { sure, patience } = valuesOf(climbParameters, given);
  let step = 0;
  let inRow = 0;
  return {
    decide: () => steps[step]!.index,
    review({ confidence }) {
      inRow = confidence >= sure ? inRow + 1 : 0;
      if (inRow === 0) step = 0;
      else if (inRow % patience === 0) step = Math.min(steps.length - 1, step + 1);
      return -1;
    },
    reset() {
      step = 0;
      inRow = 0;
    },
    uses: steps.map((option) => option.index),
    cost: { decideOperations: 2, reviewOperations: 8 },
  };
}
