import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadNetwork } from '../../network/onnx/load-network.ts';
import { writeLadder } from '../../network/onnx/write-ladder.ts';
import {
  type MeasuredMethod,
  type MeasuredOneShot,
  renderOneShot,
} from '../../report/text/render-one-shot.ts';
import type { Allocation } from '../../sparsity/one-shot/allocate-levels.ts';
import { compareLogits, denseLogits, measureLevels } from '../../sparsity/one-shot/measure-levels.ts';
import { oneShotLadder } from '../../sparsity/one-shot/one-shot-ladder.ts';
import type { PruningMethod } from '../../sparsity/one-shot/one-shot-options.ts';
import { withoutRecalibration } from '../../sparsity/one-shot/without-recalibration.ts';
import type { EvaluationSplit } from '../../workload/built-in-samples.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { ladderData } from '../ladder-data.ts';
import { progressBar } from '../progress-bar.ts';

export interface LadderFlags {
  readonly data: string;
  readonly out?: string;
  readonly levels: readonly number[];
  readonly method: PruningMethod;
  readonly allocation: Allocation;
  readonly targetLevel?: number;
  readonly keep?: readonly string[];
  readonly samples: number;
  readonly measure: number;
  readonly split: EvaluationSplit;
  readonly seed: number;
  readonly damping: number;
  readonly compare: boolean;
  readonly json: boolean;
}

const methods: readonly PruningMethod[] = ['obs', 'wanda', 'magnitude'];

/** Prunes a network one-shot, measures every level and writes the ladder. */
export async function ladder(this: CliContext, flags: LadderFlags, name: string): Promise<void> {
  const { targetLevel, levels } = flags;
  if (targetLevel !== undefined && targetLevel >= levels.length) {
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--target-level ${targetLevel}: the levels are 0 to ${levels.length - 1}`,
    );
  }
  const file = resolve(this.cwd, name);
  const network = await loadNetwork(file);
  const bytes = await readFile(file);
  if (network.ladder) writeLadder(bytes, network, [], file);
  const shape = network.input.shape.slice(1);
  const needs = { shape, classes: network.output.shape.slice(1).reduce((all, dim) => all * dim, 1) };
  const { calibration, evaluation } = await ladderData(flags.data, this.cwd, needs, {
    calibration: flags.samples,
    evaluation: flags.measure,
    split: flags.split,
    seed: flags.seed,
  });
  const bar = progressBar(this.stderr);
  const dense = denseLogits(network, evaluation);
  const make = (method: PruningMethod) =>
    oneShotLadder(network, calibration, {
      method,
      sparsities: levels,
      allocation: flags.allocation,
      damping: flags.damping,
      targetLevel: method === 'obs' ? targetLevel : undefined,
      keep: flags.keep,
      onProgress: (label, done, total) => bar.update(label, done, total, 'steps'),
    });
  const measured: MeasuredMethod[] = [];
  const chosen = make(flags.method);
  for (const method of [
    flags.method,
    ...methods.filter((other) => flags.compare && other !== flags.method),
  ]) {
    const { layers } = method === flags.method ? chosen : make(method);
    bar.update(`measuring (${method})`, 0, 1, 'methods');
    measured.push({
      method,
      recalibrated: measureLevels(network, layers, evaluation, dense),
      plain: measureLevels(network, layers.map(withoutRecalibration), evaluation, dense),
    });
  }
  bar.clear();
  const result: MeasuredOneShot = {
    network: network.name,
    calibration: { name: calibration.name, count: calibration.count },
    evaluation: { name: evaluation.name, count: evaluation.count },
    targetLevel: flags.method === 'obs' ? (targetLevel ?? null) : null,
    sparsities: levels,
    layers: chosen.layers.map(({ node, rows, cols, pixels, levelEnds, relativeErrors }) => {
      return { node, rows, cols, pixels, levelEnds, relativeErrors };
    }),
    kept: chosen.kept,
    dense: compareLogits(dense, dense, evaluation.labels, evaluation.count),
    methods: measured,
    out: flags.out ?? null,
  };
  if (flags.out !== undefined) {
    await writeFile(resolve(this.cwd, flags.out), writeLadder(bytes, network, chosen.layers, file));
  }
  this.stdout.write(
    flags.json ? `${JSON.stringify({ schemaVersion: '1.0', ...result })}\n` : `${renderOneShot(result)}\n`,
  );
}
