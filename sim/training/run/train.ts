import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import { writeCheckpoint } from '../checkpoint/write-checkpoint.ts';
import { DivergenceError } from './divergence-error.ts';
import type { Evaluation } from './evaluation.ts';
import { RunProgress } from './run-progress.ts';
import { type SessionOptions, TrainingSession } from './training-session.ts';
import { restoreState, saveState } from './training-state.ts';

export interface TrainOptions extends SessionOptions {
  /** Folder of checkpoint and metrics. */
  readonly out: string;
  /** Forget a checkpoint that is there. */
  readonly fresh?: boolean;
  readonly signal?: AbortSignal;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly onStep?: (done: number, total: number) => void;
  readonly onEvaluation?: (epoch: number, levels: readonly Evaluation[]) => void;
}

export interface TrainResult {
  readonly ended: 'finished' | 'stopped early' | 'diverged' | 'interrupted';
  /** Why a run ended before its last epoch. */
  readonly reason: string;
  readonly session: TrainingSession;
  readonly validation: readonly Evaluation[];
  readonly seconds: number;
}

/** Milliseconds between checkpoints within an epoch. */
const between = 60_000;

/**
 * Runs a training from its description, or goes on from the checkpoint in `out`, with the same result as if it had never
 * stopped. Metrics go to `out`/metrics.jsonl, one line an evaluation.
 * @throws CheckpointError, InputError, Error when the data are missing
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  const { spec, out, now, signal } = options;
  mkdirSync(out, { recursive: true });
  const checkpoint = join(out, 'checkpoint');
  const metrics = join(out, 'metrics.jsonl');
  const specHash = createHash('sha256')
    .update(JSON.stringify([spec, options.build]))
    .digest('hex');
  if (options.fresh) rmSync(checkpoint, { force: true });
  const session = await TrainingSession.open(options);
  const { model, method, stepsPerEpoch } = session;
  const progress = new RunProgress();
  if (existsSync(checkpoint)) {
    const saved = readCheckpoint(checkpoint);
    if (saved.specHash !== specHash)
      throw new CheckpointError(checkpoint, 'belongs to another description; take another --out, or --fresh');
    restoreState(model, method, saved.arrays, checkpoint);
    progress.restore(saved.progress);
  }
  keepLines(metrics, progress.lines);
  let started = now();
  let saved = started;
  const save = () => {
    progress.seconds += (now() - started) / 1000;
    started = now();
    saved = started;
    const arrays = saveState(model, method);
    writeCheckpoint(checkpoint, { specHash, step: progress.step, progress: progress.state(), arrays });
  };
  const ended = async (how: TrainResult['ended'], reason = ''): Promise<TrainResult> => {
    save();
    return { ended: how, reason, session, validation: progress.last, seconds: progress.seconds };
  };
  while (progress.step < session.steps) {
    const epoch = Math.floor(progress.step / stepsPerEpoch);
    const order = session.order(epoch);
    try {
      for (let i = progress.step % stepsPerEpoch; i < stepsPerEpoch; i++) {
        progress.add(session.step(progress.step, order.subarray(i * spec.batch)));
        options.onStep?.(progress.step, session.steps);
        if (progress.step % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted) return ended('interrupted', 'it was interrupted; the same command goes on');
        if (now() - saved > between) save();
      }
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      // The last good weights: those of the newest checkpoint.
      if (existsSync(checkpoint)) restoreState(model, method, readCheckpoint(checkpoint).arrays, checkpoint);
      return {
        ended: 'diverged',
        reason: error.message,
        session,
        validation: progress.last,
        seconds: progress.seconds,
      };
    }
    const isLast = progress.step === session.steps;
    if (isLast || (epoch + 1) % spec.evaluateEvery === 0) {
      const levels = session.evaluateAveraged('validation');
      const line = progress.evaluated(epoch + 1, levels, (now() - started) / 1000);
      appendFileSync(metrics, `${JSON.stringify(line)}\n`);
      options.onEvaluation?.(epoch + 1, levels);
      if (spec.patience > 0 && progress.sinceBest >= spec.patience)
        return ended('stopped early', `no better validation result for ${progress.sinceBest} evaluations`);
    } else progress.epochDone();
    save();
  }
  return ended('finished');
}

/** Cuts lines that were written after the checkpoint from which the run goes on. */
function keepLines(file: string, lines: number): void {
  const old = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, lines) : [];
  writeFileSync(file, old.map((line) => `${line}\n`).join(''));
}
