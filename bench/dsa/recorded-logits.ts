import type { TaskPart } from '../../sim/data/task/task-part.ts';

/** How sure a network that is not kept was of each answer, [answers] a byte each. */
export interface RecordedLogits {
  /** Logit of the top class less that of the second, in steps of 1/16, at most 255 of them. */
  readonly lead: Uint8Array;
  /** Mean over all other classes of their odds against the second, in steps of 1/255; null: two classes. */
  readonly rest: Uint8Array | null;
}

const stepsOfLead = 16;
const stepsOfRest = 255;

/** @param logits [answers][classes] */
export function recordLogits(logits: Float32Array, answers: number): RecordedLogits {
  const classes = logits.length / answers;
  const lead = new Uint8Array(answers);
  const rest = classes > 2 ? new Uint8Array(answers) : null;
  for (let i = 0; i < answers; i++) {
    const [first, second, ...others] = logits.slice(i * classes, (i + 1) * classes).sort((a, b) => b - a);
    lead[i] = Math.min(255, Math.floor((first! - second!) * stepsOfLead));
    if (!rest) continue;
    const odds = others.reduce((sum, each) => sum + Math.exp(each - second!), 0) / others.length;
    rest[i] = Math.round(odds * stepsOfRest);
  }
  return { lead, rest };
}

/**
 * Logits, [answers][classes], of the recorded confidences, by either measure, that are right where the answers were: which of the
 * wrong classes a wrong answer named is not kept.
 * @param right [answers], 0 or 1
 */
export function recordedLogits(
  { lead, rest }: RecordedLogits,
  right: Uint8Array,
  { labels }: Pick<TaskPart, 'labels'>,
  classes: number,
): Float32Array {
  const logits = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => {
    const another = (label + 1) % classes;
    // The middle of a step, so that no two classes are level.
    const second = -(lead[i]! + 0.5) / stepsOfLead;
    const other = rest ? second + Math.log(Math.max(rest[i]!, 1e-9) / stepsOfRest) : second;
    logits.fill(other, i * classes, (i + 1) * classes);
    logits[i * classes + label] = right[i] ? 0 : second;
    logits[i * classes + another] = right[i] ? second : 0;
  });
  return logits;
}
