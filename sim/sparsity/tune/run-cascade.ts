import type { GraphExecutor, GraphRun } from '../execute/graph/graph-executor.ts';
import type { Feed } from '../execute/graph/load-volumes.ts';
import { type ConfidenceMeasure, confidence } from './confidence.ts';
import { continues, type Stop } from './stop.ts';

/** A stop, and how sure its answers must be to stand; null: whatever comes. */
export interface RunStage extends Omit<Stop, 'id'> {
  readonly threshold: number | null;
}

export interface CascadeRun {
  /** [answers][classes] of the stage that the request stopped at. */
  readonly logits: Float32Array;
  readonly stage: number;
}

/** Stages that one pass runs through. */
interface Pass {
  readonly level: Stop['level'];
  readonly outputs: readonly string[];
}

/** A cascade ready to run: which stages go on where the one before stopped, and which begin anew. */
export interface RunnableCascade {
  readonly stages: readonly RunStage[];
  /** By stage, the pass that begins with it; null: it goes on. */
  readonly begins: readonly (Pass | null)[];
  readonly measure: ConfidenceMeasure;
  readonly classes: number;
}

/** Prepares a cascade. @param classes of an answer */
export function runnableCascade(
  stages: readonly RunStage[],
  measure: ConfidenceMeasure,
  classes: number,
): RunnableCascade {
  const begins = stages.map((stage, i): Pass | null => {
    if (i > 0 && continues(stages[i - 1]!, stage)) return null;
    let end = i + 1;
    while (end < stages.length && continues(stages[end - 1]!, stages[end]!)) end++;
    return { level: stage.level, outputs: stages.slice(i, end).map(({ output }) => output) };
  });
  return { stages, begins, measure, classes };
}

/**
 * Executes one request with a cascade; the levels of its stages must be loaded.
 * @throws RangeError as `GraphExecutor.begin`
 */
export function runCascade(
  executor: GraphExecutor,
  feeds: Readonly<Record<string, Feed>>,
  { stages, begins, measure, classes }: RunnableCascade,
): CascadeRun {
  let run: GraphRun | undefined;
  for (let stage = 0; ; stage++) {
    const { output, threshold } = stages[stage]!;
    const pass = begins[stage];
    if (pass) run = executor.begin(feeds, 1, { levels: pass.level, outputs: pass.outputs });
    const logits = run!.until(output);
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
