import { type ConfidenceMeasure, confidence } from './confidence.ts';
import type { RatedStop } from './rated-stop.ts';

/** Raw outputs of one stop. */
export interface StopLogits {
  readonly id: string;
  /** Of one request, above 0. */
  readonly cost: number;
  /** [answers][classes] */
  readonly logits: Float32Array;
}

/** How answers belong to requests, and what they count for. */
export interface AnswerOptions {
  /** [requests + 1], request r has the answers `starts[r]` to `starts[r + 1]` (exclusive); null: one answer each. */
  readonly starts?: ArrayLike<number> | null;
  /** [answers], in sum 1, as for a mean recall of classes; null: all count the same. */
  readonly weights?: ArrayLike<number> | null;
}

/**
 * Rates a stop's logits. A request with several answers (the words of a sentence) is as sure as its answers are on average.
 * @param labels [answers] @throws RangeError where logits and labels do not belong together, or the cost is not above 0
 */
export function rateStop(
  { id, cost, logits }: StopLogits,
  labels: ArrayLike<number>,
  measure: ConfidenceMeasure,
  { starts, weights }: AnswerOptions = {},
): RatedStop {
  const answers = labels.length;
  const classes = logits.length / answers;
  if (!Number.isInteger(classes))
    throw new RangeError(`${id}: ${logits.length} logits do not divide into ${answers} answers`);
  if (!(cost > 0)) throw new RangeError(`${id}: a cost of ${cost}; a number above 0 is needed`);
  const requests = starts ? starts.length - 1 : answers;
  const sure = new Float64Array(requests);
  const right = new Float64Array(requests);
  for (let r = 0; r < requests; r++) {
    const [from, to] = starts ? [starts[r]!, starts[r + 1]!] : [r, r + 1];
    for (let i = from; i < to; i++) {
      sure[r]! += confidence(logits, i * classes, classes, measure) / (to - from);
      const hit = topClass(logits, i * classes, classes) === labels[i];
      if (hit) right[r]! += weights ? weights[i]! * answers : 1;
    }
  }
  return { id, cost, confidence: sure, right, answers };
}

/** The class with the largest logit; of equal ones the first. */
export function topClass(logits: Float32Array, at: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (logits[at + c]! > logits[at + best]!) best = c;
  return best;
}
