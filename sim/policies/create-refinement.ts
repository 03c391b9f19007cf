import { wilson } from '../statistics/wilson.ts';
import { choicesOf, chooseStatic } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import { type Option, type Policy, type PolicyContext, recall } from './policy.ts';

/** Candidates that the table makes look best and that are then tried in pilot runs. */
const pilots = 6;

interface Candidate {
  readonly first: Option;
  readonly second: Option;
  /** Below this confidence (units of 1/65535) the first answer is not taken. */
  readonly threshold: number;
  readonly expectedJ: number;
  readonly refinedShare: number;
}

/**
 * Starts sparse and runs a second, denser pass where the first is unsure. Both passes are paid. The pair of options
 * and the threshold are chosen together on validation data: least expected marginal energy among those whose accuracy
 * keeps the floor (lower end of the Wilson interval) and whose two passes fit into deadline and load; the best few are
 * compared in pilot runs, because waking a second unit costs more than the table knows. Where the best static option
 * costs no more in its pilot run (a dense runtime), refining would be paid for nothing: the policy keeps to that option.
 * @param recalls true: of two answers the surer is given; false: the second
 */
export function createRefinement(context: PolicyContext, recalls: boolean): Policy {
  const candidates = search(context, recalls);
  const fixed = chooseStatic(choicesOf(context), context);
  const fixedJ = context.pilot(fixedOption(fixed.option)).energyPerInferenceJ;
  let best: Policy | null = null;
  let bestJ = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const policy = recalls ? withRecall(candidate) : refinement(candidate);
    const outcome = context.pilot(policy);
    if (outcome.missShare > context.missBudget || outcome.energyPerInferenceJ >= bestJ) continue;
    best = policy;
    bestJ = outcome.energyPerInferenceJ;
  }
  const actsAs = `acts as best-static (${fixed.option.id})`;
  if (!best) {
    const why = `no pair keeps floor, deadline and load on validation data; ${actsAs}`;
    return fixedOption(fixed.option, why);
  }
  if (fixed.feasible && fixedJ <= bestJ) {
    return fixedOption(fixed.option, `no pair costs less than one pass on validation data; ${actsAs}`);
  }
  return best;
}

function refinement({ first, second, threshold, refinedShare }: Candidate): Policy {
  const unsure = threshold / 65535;
  return {
    decide: () => first.index,
    review: ({ option, confidence, deadlineLeftNs }) =>
      option === first.index && confidence < unsure && second.meanServiceNs <= deadlineLeftNs
        ? second.index
        : -1,
    // It remembers nothing; saying so spares making it anew, with all its pilot runs, for every seed.
    reset() {},
    uses: [first.index, second.index],
    cost: { decideOperations: 0, reviewOperations: 6 },
    note: `${first.id}, then ${second.id} below confidence ${unsure.toFixed(3)} (${(100 * refinedShare).toFixed(1)}% on validation data)`,
  };
}

/** The same, and the first answer is given after all where the second is less sure. */
function withRecall(candidate: Candidate): Policy {
  const { first, second } = candidate;
  const plain = refinement(candidate);
  // Several requests may be under way where a target has several units.
  const firstConfidence = new Map<number, number>();
  return {
    ...plain,
    review(result) {
      const { request, option, confidence } = result;
      if (option === first.index) {
        const answer = plain.review!(result);
        if (answer === second.index) firstConfidence.set(request, confidence);
        return answer;
      }
      const before = firstConfidence.get(request) ?? 0;
      firstConfidence.delete(request);
      return before > confidence ? recall(first.index) : -1;
    },
    reset: () => firstConfidence.clear(),
    cost: { decideOperations: 0, reviewOperations: 10 },
    note: `${plain.note}, the surer answer of the two`,
  };
}

function search(context: PolicyContext, recalls: boolean): Candidate[] {
  const choices = choicesOf(context);
  const found: Candidate[] = [];
  for (const first of choices) {
    const order = byConfidence(context, first);
    for (const second of choices) {
      if (second === first || second.validationAccuracy <= first.validationAccuracy) continue;
      if (first.meanServiceNs + second.meanServiceNs > context.deadlineNs) continue;
      const candidate = cheapestThreshold(context, first, second, order, recalls);
      if (candidate) found.push(candidate);
    }
  }
  found.sort(
    (a, b) => a.expectedJ - b.expectedJ || a.first.index - b.first.index || a.second.index - b.second.index,
  );
  return found.slice(0, pilots);
}

/** Samples of the validation data from the least to the most confident under an option. */
function byConfidence({ validation }: PolicyContext, option: Option): Uint32Array {
  const { sampleCount, confidence } = validation;
  const from = option.index * sampleCount;
  // Counted, not compared: a confidence is one of 65536 numbers, and samples of one stay in their order.
  const starts = new Uint32Array(65537);
  for (let i = 0; i < sampleCount; i++) starts[confidence[from + i]! + 1]!++;
  for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1]!;
  const order = new Uint32Array(sampleCount);
  for (let i = 0; i < sampleCount; i++) order[starts[confidence[from + i]!]!++] = i;
  return order;
}

/** Refining only the least confident, and as few as the floor allows: every further one costs energy. */
function cheapestThreshold(
  { validation, accuracyFloor, meanInterarrivalNs }: PolicyContext,
  first: Option,
  second: Option,
  order: Uint32Array,
  recalls: boolean,
): Candidate | null {
  const { sampleCount, correct, confidence } = validation;
  const a = first.index * sampleCount;
  const b = second.index * sampleCount;
  let right = Math.round(first.validationAccuracy * sampleCount);
  for (let refined = 0; refined < sampleCount; refined++) {
    const at = order[refined]!;
    const threshold = confidence[a + at]!;
    const before = refined > 0 ? confidence[a + order[refined - 1]!]! : -1;
    // The lower end of the interval never lies above the share: most are told by that alone.
    const share = right / sampleCount;
    if (threshold !== before && share >= accuracyFloor && wilson(share, sampleCount).low >= accuracyFloor) {
      const refinedShare = refined / sampleCount;
      const meanNs = first.meanServiceNs + refinedShare * second.meanServiceNs;
      if (refined === 0 || meanNs > meanInterarrivalNs) return null;
      const expectedJ = first.meanMarginalEnergyJ + refinedShare * second.meanMarginalEnergyJ;
      return { first, second, threshold, expectedJ, refinedShare };
    }
    if (!recalls || confidence[b + at]! >= confidence[a + at]!) right += correct[b + at]! - correct[a + at]!;
  }
  return null;
}
