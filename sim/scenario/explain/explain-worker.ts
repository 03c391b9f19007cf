import { answerExplain } from './answer-explain.ts';
import type { ExplainAnswer, ExplainTask } from './explain-task.ts';

/** Entry of the worker thread. */
export function run(task: ExplainTask): Promise<ExplainAnswer> {
  return answerExplain(task);
}
