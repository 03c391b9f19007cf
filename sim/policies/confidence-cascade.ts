import type { Option, Policy } from './policy.ts';

/**
 * Steps through options from the cheapest to the most accurate until an answer is sure enough, as long as the next step
 * ends in time.
 * @param steps at least one
 * @param threshold confidence in [0, 1] from which an answer is taken
 */
export function confidenceCascade(steps: readonly Option[], threshold: number): Policy {
  const next = new Map(
    steps.slice(1).map(({ index, meanServiceNs }, i) => {
      const before = steps[i]!;
      const rest = before.goesOn?.find(({ option }) => option === index)?.meanServiceNs ?? meanServiceNs;
      return [before.index, { index, restNs: rest }];
    }),
  );
  return {
    decide: () => steps[0]!.index,
    review({ option, confidence, deadlineLeftNs }) {
      const further = next.get(option);
      if (!further || confidence >= threshold) return -1;
      return further.restNs <= deadlineLeftNs ? further.index : -1;
    },
    // It remembers nothing; saying so spares making it anew, with all that chose its threshold, for every seed.
    reset() {},
    uses: steps.map((option) => option.index),
    cost: { decideOperations: 0, reviewOperations: 6 },
    note: `${steps.map((option) => option.id).join(', ')}; on to the next below confidence ${threshold.toFixed(3)}`,
  };
}
