import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { DataFormatError } from '../../../sim/data/source/data-format-error.ts';
import { InputError } from '../../../sim/schema/input-error.ts';
import { CheckpointError } from '../../../sim/training/checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../../../sim/training/checkpoint/read-checkpoint.ts';
import { writeCheckpoint } from '../../../sim/training/checkpoint/write-checkpoint.ts';
import { ImageFeed } from '../../../sim/training/feed/image-feed.ts';
import type { Evaluation } from '../../../sim/training/run/evaluation.ts';
import { type TrainOptions, train } from '../../../sim/training/run/train.ts';
import { TrainingSession } from '../../../sim/training/run/training-session.ts';
import { saveState } from '../../../sim/training/run/training-state.ts';
import { imageFeed, images, ladder, smallPlan, spec } from '../synthetic.ts';

const folder = mkdtempSync(join(tmpdir(), 'train-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dense = { method: { kind: 'dense' } };
let runs = 0;
const fresh = () => join(folder, `${++runs}`);

async function run(of: object, more: Partial<TrainOptions> = {}) {
  const result = await train({
    ...{ spec: spec(of), plan: smallPlan, feed: imageFeed(), out: fresh(), threads: 1 },
    ...{ build: 'reproducible', now: () => 0 },
    ...more,
  });
  return { ...result, state: [...saveState(result.session.model, result.session.method)] };
}

/** Evaluations of the given mean accuracies, one after the other, whatever the weights are. */
function pretend(accuracies: readonly number[]): void {
  let next = 0;
  vi.spyOn(TrainingSession.prototype, 'evaluateAveraged').mockImplementation(() => {
    const accuracy = accuracies[next++]!;
    return [{ level: 0, sparsity: 0, loss: 1, accuracy, answers: 1, classes: [] } satisfies Evaluation];
  });
}

const linesOf = (out: string) =>
  readFileSync(join(out, 'metrics.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('metrics', () => {
  it('are one line an evaluation, and add up over an epoch', async () => {
    const out = fresh();
    await run({ evaluateEvery: 3 }, { out });
    const lines = linesOf(out);
    expect(lines.map(({ epoch, step }) => [epoch, step])).toEqual([
      [3, 12],
      [4, 16],
    ]);
    for (const { train: found, validation } of lines) {
      expect(found.loss).toBeGreaterThan(0);
      expect(found.accuracy * 256).toBeCloseTo(Math.round(found.accuracy * 256), 9);
      expect(validation.map(({ level }: Evaluation) => level)).toEqual([0, 1, 2]);
    }
  });
});

describe('early stopping', () => {
  it('ends after so many evaluations without a better one, with the weights of the best', async () => {
    const atEpoch = (epochs: number) => run({ ...dense, epochs: 8 }, stopAfter(4 * epochs));
    const third = await atEpoch(3);
    pretend([0.3, 0.4, 0.6, 0.5, 0.6]);
    const out = fresh();
    const stopped = await run({ ...dense, epochs: 8, patience: 2 }, { out });
    vi.restoreAllMocks();
    expect(stopped.ended).toBe('stopped early');
    expect(stopped.reason).toBe('no better validation result for 2 evaluations');
    expect(linesOf(out).length).toBe(5);
    expect(stopped.state).toEqual(third.state);

    const again = await run({ ...dense, epochs: 8, patience: 2 }, { out });
    expect([again.ended, linesOf(out).length]).toEqual(['stopped early', 5]);
    expect(again.state).toEqual(third.state);
  });

  it('gives the best weights of a run that comes to its end, too, and the last ones without patience', async () => {
    const second = await run({ ...dense, epochs: 4 }, stopAfter(8));
    const last = await run({ ...dense, epochs: 4 });
    pretend([0.3, 0.6, 0.5, 0.4]);
    const patient = await run({ ...dense, epochs: 4, patience: 3 });
    vi.restoreAllMocks();
    expect([patient.ended, last.ended]).toEqual(['finished', 'finished']);
    expect(patient.state).toEqual(second.state);
    expect(last.state).not.toEqual(second.state);
  });

  it('takes no result from before the sparsity was reached', async () => {
    pretend([0.9, 0.8, 0.5, 0.6]);
    const { ended, session, state } = await run({ patience: 1 });
    vi.restoreAllMocks();
    expect(ended).toBe('finished');
    expect(state).toEqual((await run({})).state);
    expect(session.method.blockLevels()).not.toBeNull();
  });
});

function stopAfter(steps: number): Partial<TrainOptions> {
  const abort = new AbortController();
  return { signal: abort.signal, onStep: (done) => done === steps && abort.abort() };
}

describe('divergence', () => {
  const wild = { ...dense, schedule: { kind: 'constant', warmUp: 0 }, optimiser: { kind: 'sgd', rate: 1e6 } };

  it('stops the run, says why, and leaves the weights as they were before', async () => {
    const { ended, reason, state } = await run(wild);
    expect(ended).toBe('diverged');
    expect(reason).toMatch(/the loss is .* at step \d+: .*optimiser\.rate/);
    const never = await TrainingSession.open({
      ...{ spec: spec(wild), plan: smallPlan, feed: imageFeed(), threads: 1, build: 'reproducible' },
    });
    expect(state).toEqual([...saveState(never.model, never.method)]);
  });

  /** Multiplies all weights after step `at` is done, as a bad step would. */
  function spoil(at: number, scale: number): void {
    const step = TrainingSession.prototype.step;
    vi.spyOn(TrainingSession.prototype, 'step').mockImplementation(function (this: TrainingSession, n, ids) {
      const found = step.call(this, n, ids);
      if (n + 1 === at)
        for (const { values } of this.model.trained()) {
          const view = this.model.memory.view(values);
          view.set(view.map((v) => v * scale));
        }
      return found;
    });
  }

  it.each([
    [Number.NaN, 10, 8],
    [1e20, 12, 8],
    [Number.NaN, 8, 4],
    [1e20, 16, 12],
  ])('by %f after step %i gives back the weights of step %i', async (scale, at, good) => {
    const before = await run(dense, stopAfter(good));
    spoil(at, scale);
    const { ended, state } = await run(dense);
    vi.restoreAllMocks();
    expect(ended).toBe('diverged');
    expect(state).toEqual(before.state);
  });

  it('does not take a checkpoint for good that no step has begun from', async () => {
    const before = await run(dense, stopAfter(4));
    spoil(8, Number.NaN);
    const { ended, state } = await run({ ...dense, evaluateEvery: 4 });
    vi.restoreAllMocks();
    expect(ended).toBe('diverged');
    expect(state).toEqual(before.state);
  });

  it('before any block was chosen leaves a network without pruned blocks', async () => {
    spoil(6, Number.NaN);
    const { ended, session } = await run({ method: { ...ladder, start: 0.3 } });
    vi.restoreAllMocks();
    expect(ended).toBe('diverged');
    expect(session.evaluate('validation').map(({ sparsity }) => sparsity)).toEqual([0, 0, 0]);
  });
});

describe('bad input', () => {
  it('is a checkpoint that is cut, changed, or of another description', async () => {
    const out = fresh();
    await run(dense, { out });
    await expect(run({ ...dense, seed: 9 }, { out })).rejects.toThrow(/another description.*--fresh/);
    await expect(run(dense, { out, build: 'fast' })).rejects.toThrow(CheckpointError);
    const file = join(out, 'checkpoint');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    await expect(run(dense, { out })).rejects.toThrow(/checkpoint: is damaged.*--fresh/);
    expect((await run(dense, { out, fresh: true })).ended).toBe('finished');
    const saved = readCheckpoint(file);
    writeCheckpoint(file, { ...saved, progress: { ...saved.progress, novelty: 1 } });
    await expect(run(dense, { out })).rejects.toThrow(/checkpoint: is of another version.*--fresh/);
  });

  it('is a batch of more samples than there are', async () => {
    await expect(run({ batch: 512 })).rejects.toThrow(InputError);
    await expect(run({ batch: 512 })).rejects.toThrow(/batch is 512; there are only 256/);
  });

  it('is a label out of range', () => {
    const set = images(20, 1);
    set.labels[7] = 4;
    const sets = { train: images(20, 1), validation: set, test: images(20, 1) };
    const augment = { flip: false, shift: 0, erase: 0, eraseShare: 1, dropWords: 0 };
    expect(() => new ImageFeed(sets, augment)).toThrow(DataFormatError);
    expect(() => new ImageFeed(sets, augment)).toThrow(/validation.*label 7 is 4; 0 to 3/);
  });

  it('starts nothing on the disk beside its folder', async () => {
    const out = fresh();
    await run(dense, { out });
    expect([existsSync(join(out, 'checkpoint')), existsSync(join(out, 'best'))]).toEqual([true, false]);
  });
});
