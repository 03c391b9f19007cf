import { type ExplainAnswer, type ExplainTask, explainWorker } from '../scenario/explain/explain-task.ts';
import { openPool, type Pool } from '../sweep/pool.ts';

/** One thread for runs that are looked at request by request; it keeps the last one. */
export interface ExplainThread {
  /**
   * Asks it when its turn comes, unless the signal was aborted meanwhile. What has begun is not ended: that would cost the
   * thread, and starting another takes longer than any of its answers.
   */
  ask(task: ExplainTask, signal: AbortSignal): Promise<ExplainAnswer>;
  /** Stops it at once. */
  close(): Promise<void>;
}

/** The thread starts with the first question. */
export function explainThread(): ExplainThread {
  let pool: Promise<Pool<ExplainTask, ExplainAnswer>> | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ask: (task, signal) => {
      const answer = turn.then(async () => {
        signal.throwIfAborted();
        pool ??= openPool<ExplainTask, ExplainAnswer>(explainWorker, 1);
        return (await pool).run(task);
      });
      turn = answer.catch(() => {});
      return answer;
    },
    close: async () => (await pool)?.destroy(),
  };
}
