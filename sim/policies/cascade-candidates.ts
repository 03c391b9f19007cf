import { wilson } from '../statistics/wilson.ts';
import type { Option, PolicyContext } from './policy.ts';

/** Options in turn; from each on to the next where its answer is less sure than its threshold. One option: a single pass. */
export interface CascadeCandidate {
  readonly steps: readonly Option[];
  /** In units of 1/65535, one less than steps. */
  readonly thresholds: readonly number[];
  /** Right on validation data, lower end of the Wilson interval. */
  readonly safe: number;
  /** Mean energy above rest, J, and the longest that it may take undisturbed, ns. */
  readonly energyJ: number;
  readonly mostNs: number;
}

/** Shares of the samples that a step may hand on. */
const shares = [0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3];

/** Shares of the deadline for which the best candidates are kept: others may wait, or passes be slower than they were. */
const timeShares = [1, 0.9, 0.8, 0.65, 0.5, 0.35, 0.2];

/**
 * Single options and cascades of two and three of them; of those that end within one of these shares of the deadline, as far as
 * no mixture of others that do is both cheaper and as often right on validation data. The cheapest first.
 * @param options of one unit, at least one
 */
export function cascadeCandidates(
  options: readonly Option[],
  { validation, deadlineNs }: Pick<PolicyContext, 'validation' | 'deadlineNs'>,
): readonly CascadeCandidate[] {
  const { sampleCount, correct, confidence } = validation;
  const ladder = frontier(options, (option) => option.validationAccuracy, energyOf);
  const orders = ladder.map((option) => bySureness(confidence, option.index * sampleCount, sampleCount));
  const found: CascadeCandidate[] = [];
  const add = (steps: readonly Option[], thresholds: readonly number[], right: number, joules: number) =>
    found.push({
      steps,
      thresholds,
      safe: wilson(right / sampleCount, sampleCount).low,
      energyJ: joules,
      mostNs: steps.reduce((sum, { meanServiceNs }) => sum + meanServiceNs, 0),
    });
  const rightOf = (option: Option, sample: number) => correct[option.index * sampleCount + sample]!;
  const sureOf = (option: Option, sample: number) => confidence[option.index * sampleCount + sample]!;
  ladder.forEach((first, a) => {
    const alone = Math.round(first.validationAccuracy * sampleCount);
    add([first], [], alone, energyOf(first));
    for (const threshold of thresholdsOf(first, orders[a]!)) {
      const isUnsure = (sample: number) => sureOf(first, sample) < threshold;
      for (let b = a + 1; b < ladder.length; b++) {
        const second = ladder[b]!;
        const unsure = orders[b]!.filter(isUnsure);
        const change = (from: Option, to: Option, samples: Iterable<number>) => {
          let right = 0;
          for (const sample of samples) right += rightOf(to, sample) - rightOf(from, sample);
          return right;
        };
        const right = alone + change(first, second, unsure);
        const joules = energyOf(first) + (unsure.length / sampleCount) * energyOf(second);
        add([first, second], [threshold], right, joules);
        const thirds = ladder.slice(b + 1);
        for (const further of thirds.length > 0 ? thresholdsOf(second, unsure) : []) {
          const still = unsure.filter((sample) => sureOf(second, sample) < further);
          for (const third of thirds) {
            const steps = [first, second, third];
            const more = (still.length / sampleCount) * energyOf(third);
            add(steps, [threshold, further], right + change(second, third, still), joules + more);
          }
        }
      }
    }
  });
  const within = (limitNs: number) => {
    const inTime = found.filter(({ mostNs }) => mostNs <= limitNs);
    return lowerHull(
      frontier(
        inTime,
        ({ safe }) => safe,
        ({ energyJ }) => energyJ,
      ),
    );
  };
  const kept = new Set(timeShares.flatMap((share) => within(share * deadlineNs)));
  return found.filter((each) => kept.has(each)).sort((a, b) => a.energyJ - b.energyJ || b.safe - a.safe);

  function thresholdsOf(option: Option, order: Uint32Array): readonly number[] {
    const at = shares.map((share) => sureOf(option, order[Math.floor(share * order.length)] ?? 0));
    return order.length === 0 ? [] : [...new Set(at)];
  }
}

const energyOf = (option: Option): number => option.meanMarginalEnergyJ;

/** Samples from the least to the most confident. */
function bySureness(confidence: Uint16Array, from: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => confidence[from + a]! - confidence[from + b]! || a - b,
  );
}

/** What nothing cheaper equals, the cheapest first. */
function frontier<T>(all: readonly T[], worth: (of: T) => number, joules: (of: T) => number): readonly T[] {
  const sorted = [...all].sort((a, b) => joules(a) - joules(b) || worth(b) - worth(a));
  const kept: T[] = [];
  for (const each of sorted) if (kept.length === 0 || worth(each) > worth(kept.at(-1)!)) kept.push(each);
  return kept;
}

/** Without those that a mixture of two neighbours beats. */
function lowerHull(front: readonly CascadeCandidate[]): readonly CascadeCandidate[] {
  const hull: CascadeCandidate[] = [];
  const slope = (a: CascadeCandidate, b: CascadeCandidate) => (b.energyJ - a.energyJ) / (b.safe - a.safe);
  for (const each of front) {
    while (hull.length > 1 && slope(hull.at(-1)!, each) <= slope(hull.at(-2)!, hull.at(-1)!)) hull.pop();
    hull.push(each);
  }
  return hull;
}
