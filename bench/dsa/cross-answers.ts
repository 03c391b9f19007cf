import type { TaskPart } from '../../sim/data/task/task-part.ts';
import type { StopCosts } from '../../sim/sparsity/tune/measure-stops.ts';
import { type TunedPoint, tuneStops } from '../../sim/sparsity/tune/tune-stops.ts';
import { CascadeAnswers } from './cascade-answers.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Judge } from './judge.ts';
import type { Task } from './task.ts';

/** Parts that the requests are dealt to, one by one. */
const folds = 10;

/** Frontiers of a seed's stops: of all validation answers, and of those outside of each part. */
export interface CrossFrontiers {
  readonly all: readonly TunedPoint[];
  readonly without: readonly (readonly TunedPoint[])[];
}

/** Searches stops and thresholds on the validation answers of one seed's network, and on each nine tenths of them. */
export function crossFrontiers(
  levels: readonly NetworkAnswers[],
  { us, gateUs, costAfter }: StopCosts,
  seed: number,
  { labels, starts, samples }: TaskPart,
  weightsOf: Task['weights'],
): CrossFrontiers {
  const search = (taken: (request: number) => boolean) => {
    const requests = Array.from({ length: samples }, (_, r) => r).filter(taken);
    const spans = requests.map((r) => spanOf(starts, r));
    const answers = Uint32Array.from(
      spans.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)),
    );
    const asked = Uint8Array.from(answers, (i) => labels[i]!);
    const begins = Uint32Array.from({ length: spans.length + 1 });
    spans.forEach(([from, to], i) => {
      begins[i + 1] = begins[i]! + to - from;
    });
    const stops = levels.map(({ id, level, exit, output, bySeed }, i) => {
      const all = bySeed.get(seed)!.validation;
      const classes = all.length / labels.length;
      const logits = new Float32Array(answers.length * classes);
      answers.forEach((from, to) => {
        logits.set(all.subarray(from * classes, (from + 1) * classes), to * classes);
      });
      return { id, level, exit, output, cost: us[i]!, logits };
    });
    return tuneStops(stops, asked, {
      ...{ gateCost: gateUs, costAfter, starts: starts && begins, weights: weightsOf(asked) },
    });
  };
  return {
    all: search(() => true),
    without: Array.from({ length: folds }, (_, fold) => search((r) => r % folds !== fold)),
  };
}

/** Answers of a request. */
function spanOf(starts: TaskPart['starts'], request: number): readonly [from: number, to: number] {
  return starts ? [starts[request]!, starts[request + 1]!] : [request, request + 1];
}

/** Right answers to questions that no threshold was found on. */
export class CrossAnswers {
  readonly #frontiers: CrossFrontiers;
  readonly #answers: CascadeAnswers;
  readonly #part: TaskPart;

  constructor(
    frontiers: CrossFrontiers,
    levels: readonly NetworkAnswers[],
    judge: Judge,
    seed: number,
    part: TaskPart,
  ) {
    this.#frontiers = frontiers;
    this.#part = part;
    this.#answers = new CascadeAnswers(levels, judge, seed, 'validation', part);
  }

  /**
   * Of the frontier's point at a cost: each part is asked the point found without it whose cost is nearest. (The next cheaper one
   * would be another procedure: frontiers of few points leave gaps of some percent.)
   */
  at(cost: number): Uint8Array {
    const { labels, starts } = this.#part;
    const right = new Uint8Array(labels.length);
    for (const [fold, points] of this.#frontiers.without.entries()) {
      const far = (each: TunedPoint) => Math.abs(Math.log(each.cost / cost));
      const point = points.reduce((a, b) => (far(b) < far(a) ? b : a));
      const found = this.#answers.of(point).right;
      for (let r = fold; r < this.#part.samples; r += folds) {
        const [from, to] = spanOf(starts, r);
        right.set(found.subarray(from, to), from);
      }
    }
    return right;
  }
}
