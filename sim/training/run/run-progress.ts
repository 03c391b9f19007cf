import { z } from 'zod';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import type { Evaluation } from './evaluation.ts';
import type { StepResult } from './training-session.ts';

const evaluation = z.strictObject({
  level: z.number(),
  sparsity: z.number(),
  // JSON has no infinity and no NaN: a loss that was one comes back as null.
  loss: z
    .number()
    .nullable()
    .transform((loss) => loss ?? Number.NaN),
  accuracy: z.number(),
  answers: z.number(),
  classes: z.array(z.strictObject({ answers: z.number(), correct: z.number() })),
});

const stateSchema = z.strictObject({
  step: z.int(),
  seconds: z.number(),
  lines: z.int(),
  best: z.number(),
  sinceBest: z.int(),
  sums: z.strictObject({ loss: z.number(), correct: z.number(), counted: z.number() }),
  last: z.array(evaluation),
});

/** Where a run is: steps done, sums of the present epoch, results. What a checkpoint keeps beside the arrays. */
export class RunProgress {
  step = 0;
  /** Wall time of training so far, over all sittings. */
  seconds = 0;
  /** Lines of metrics written. */
  lines = 0;
  /** Evaluations since the best mean accuracy over all levels; 0 before the first that counts. */
  sinceBest = 0;
  last: readonly Evaluation[] = [];
  #best = -1;
  #sums = { loss: 0, correct: 0, counted: 0 };

  add(found: StepResult): void {
    this.step++;
    this.#sums.loss += found.loss;
    this.#sums.correct += found.correct;
    this.#sums.counted += found.counted;
  }

  epochDone(): void {
    this.#sums = { loss: 0, correct: 0, counted: 0 };
  }

  /**
   * Takes an evaluation at the end of an epoch.
   * @param settled whether sparsities are final: the best of a run is sought among such evaluations only
   * @returns its line of the metrics, and whether it is the best so far
   */
  evaluated(
    epoch: number,
    levels: readonly Evaluation[],
    seconds: number,
    settled: boolean,
  ): { readonly line: Record<string, unknown>; readonly isBest: boolean } {
    const { loss, correct, counted } = this.#sums;
    const mean = levels.reduce((sum, { accuracy }) => sum + accuracy, 0) / levels.length;
    const isBest = settled && mean > this.#best;
    if (isBest) this.#best = mean;
    if (settled) this.sinceBest = isBest ? 0 : this.sinceBest + 1;
    this.last = levels;
    this.lines++;
    this.epochDone();
    const line = {
      epoch,
      step: this.step,
      seconds: Math.round((this.seconds + seconds) * 10) / 10,
      train: { loss: loss / counted, accuracy: correct / counted },
      validation: levels,
    };
    return { line, isBest };
  }

  state(): Record<string, unknown> {
    const { step, seconds, lines, sinceBest, last } = this;
    return { step, seconds, lines, sinceBest, last, best: this.#best, sums: this.#sums };
  }

  /** @throws CheckpointError when the file is of another version */
  restore(state: unknown, file: string): void {
    const parsed = stateSchema.safeParse(state);
    if (!parsed.success) throw new CheckpointError(file, 'is of another version; start again with --fresh');
    const found = parsed.data;
    this.step = found.step;
    this.seconds = found.seconds;
    this.lines = found.lines;
    this.sinceBest = found.sinceBest;
    this.last = found.last;
    this.#best = found.best;
    this.#sums = found.sums;
  }
}
