import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import { writeCheckpoint } from '../checkpoint/write-checkpoint.ts';
import { startWeights } from '../start/start-weights.ts';
import { DivergenceError } from './divergence-error.ts';
import type { Evaluation } from './evaluation.ts';
import { isSound } from './is-sound.ts';
import { KeptWeights } from './kept-weights.ts';
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
 * stopped. Metrics go to `out`/metrics.jsonl, one line an evaluation. Where the description has `patience`, the session
 * ends with the weights of the best evaluation; after divergence with those, or the newest good ones.
 * @throws CheckpointError, InputError, Error when the data are missing; the session is closed then, else the caller's to close
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  mkdirSync(options.out, { recursive: true });
  const session = await TrainingSession.open(options);
  try {
    return await trainSession(session, options);
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function trainSession(session: TrainingSession, options: TrainOptions): Promise<TrainResult> {
  const { spec, out, now, signal } = options;
  const checkpoint = join(out, 'checkpoint');
  const metrics = join(out, 'metrics.jsonl');
  const specHash = createHash('sha256')
    .update(JSON.stringify([spec, options.build, ...(options.teacher ? [options.teacher.specHash] : [])]))
    .digest('hex');
  if (options.fresh) rmSync(checkpoint, { force: true });
  const { model, method, stepsPerEpoch } = session;
  const progress = new RunProgress();
  const isResumed = existsSync(checkpoint);
  if (!isResumed) startWeights(model, spec, options.feed);
  else {
    const saved = readCheckpoint(checkpoint);
    if (saved.specHash !== specHash)
      throw new CheckpointError(checkpoint, 'belongs to another description; take another --out, or --fresh');
    restoreState(model, method, saved.arrays, checkpoint);
    progress.restore(saved.progress, checkpoint);
  }
  const kept = new KeptWeights(join(out, 'best'), specHash, {
    step: progress.step,
    arrays: saveState(model, method),
  });
  if (!isResumed) kept.forget();
  keepLines(metrics, progress.lines);
  let started = now();
  let saved = started;
  const save = () => {
    progress.seconds += (now() - started) / 1000;
    started = now();
    saved = started;
    const arrays = saveState(model, method);
    writeCheckpoint(checkpoint, { specHash, step: progress.step, progress: progress.state(), arrays });
    kept.saved(progress.step, arrays);
  };
  const result = (ended: TrainResult['ended'], reason = ''): TrainResult => {
    return { ended, reason, session, validation: progress.last, seconds: progress.seconds };
  };
  const complete = (ended: TrainResult['ended'], reason = ''): TrainResult => {
    const best = spec.patience > 0 ? kept.best() : null;
    if (best) restoreState(model, method, best, join(out, 'best'));
    return result(ended, reason);
  };
  const isExhausted = () => spec.patience > 0 && progress.sinceBest >= spec.patience;
  const epochEnds = (epoch: number) => {
    const isLast = progress.step === session.steps;
    if (!isLast && epoch % spec.evaluateEvery !== 0) return progress.epochDone();
    const levels = session.evaluateAveraged('validation');
    if (!isSound(levels[0]!.loss, model.plan.classes))
      throw new DivergenceError(progress.step, levels[0]!.loss);
    const isSettled = session.isSettled(progress.step);
    const { line, isBest } = progress.evaluated(epoch, levels, (now() - started) / 1000, isSettled);
    if (isBest && spec.patience > 0) kept.keepBest(progress.step, saveState(model, method));
    appendFileSync(metrics, `${JSON.stringify(line)}\n`);
    options.onEvaluation?.(epoch, levels);
  };
  try {
    while (progress.step < session.steps && !isExhausted()) {
      const epoch = Math.floor(progress.step / stepsPerEpoch);
      const order = session.order(epoch);
      for (let i = progress.step % stepsPerEpoch; i < stepsPerEpoch; i++) {
        progress.add(session.step(progress.step, order.subarray(i * spec.batch)));
        options.onStep?.(progress.step, session.steps);
        if (progress.step % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
        if (i + 1 === stepsPerEpoch) epochEnds(epoch + 1);
        if (signal?.aborted) {
          save();
          return result('interrupted', 'it was interrupted; the same command goes on');
        }
        if (now() - saved > between) save();
      }
      save();
    }
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    const good = kept.best() ?? kept.newestGood(progress.step);
    restoreState(model, method, good, checkpoint);
    return result('diverged', error.message);
  }
  if (!isExhausted() || progress.step === session.steps) return complete('finished');
  return complete('stopped early', `no better validation result for ${progress.sinceBest} evaluations`);
}

/** Cuts lines that were written after the checkpoint from which the run goes on. */
function keepLines(file: string, lines: number): void {
  const old = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, lines) : [];
  writeFileSync(file, old.map((line) => `${line}\n`).join(''));
}
