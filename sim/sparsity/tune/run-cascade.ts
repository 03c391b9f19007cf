import type { GraphExecutor } from '../execute/graph/graph-executor.ts';
import type { Feed } from '../execute/graph/load-volumes.ts';
import type { CascadeStage } from './cascade.ts';
import { type ConfidenceMeasure, confidence } from './confidence.ts';

export interface CascadeRun {
  /** [answers][classes] of the stage that the request stopped at. */
  readonly logits: Float32Array;
  readonly stage: number;
}

/**
 * Executes one request with a cascade; the levels of its stages must be loaded.
 * @param output with the logits, and how many classes it has
 * @throws RangeError as `GraphExecutor.begin`
 */
export function runCascade(
  executor: GraphExecutor,
  feeds: Readonly<Record<string, Feed>>,
  stages: readonly CascadeStage[],
  measure: ConfidenceMeasure,
  output: { readonly name: string; readonly classes: number },
): CascadeRun {
  const { name, classes } = output;
  for (let stage = 0; ; stage++) {
    const { level, threshold } = stages[stage]!;
    const logits = executor.begin(feeds, 1, { levels: level, outputs: [name] }).until(name);
    if (threshold === null || meanConfidence(logits, classes, measure) >= threshold) return { logits, stage };
  }
}

/** How sure the answers of a request are on average. */
export function meanConfidence(logits: Float32Array, classes: number, measure: ConfidenceMeasure): number {
  const answers = logits.length / classes;
  let sum = 0;
  for (let i = 0; i < answers; i++) sum += confidence(logits, i * classes, classes, measure) / answers;
  return sum;
}
