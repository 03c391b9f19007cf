import type { TaskData } from '../../sim/data/task/task-data.ts';
import { firstOf } from '../../sim/sparsity/tune/first-of.ts';
import type { RunStage } from '../../sim/sparsity/tune/run-cascade.ts';
import type { Estimate } from '../../sim/statistics/estimate.ts';
import { CascadeAnswers, stageRows } from './cascade-answers.ts';
import type { AdaptiveChoice } from './choose-adaptive.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Judge, RightBySeed } from './judge.ts';
import { cascadeRunner, type RequestRunner, stopRunner, timeRequests } from './measure-adaptive.ts';
import type { ModelFiles } from './model-files.ts';
import { OwnNetwork } from './own-network.ts';
import { PeerNetwork } from './peer-network.ts';
import { quantise } from './quantise.ts';
import { readModel } from './read-model.ts';

/** A static level or exit and the cascades against it; microseconds are means of a request at batch 1, means of the seeds whose networks are kept. */
export interface AdaptiveRow {
  readonly level: string;
  readonly within: number | null;
  readonly points: readonly {
    readonly seed: number;
    readonly id: string;
    readonly densest: number;
    /** By the costs of its stops on validation data, microseconds. */
    readonly costUs: number;
  }[];
  readonly accuracy: { readonly level: number; readonly cascade: number };
  /** Points that the cascades lose against the static level, on the whole test set. */
  readonly loss: Estimate;
  readonly lossDense: Estimate | null;
  readonly levelUs: number;
  readonly cascadeUs: number;
  /** Share of timed requests that stopped at another stage than the logits of a batch say. */
  readonly otherStops: number;
}

export interface AdaptiveTimes {
  /** Of the cascades and the levels that they stand against. */
  readonly form: 'fp32' | 'int8';
  readonly rows: readonly AdaptiveRow[];
  readonly requests: number;
  /** Dense networks of the first seed, in the same turns. */
  readonly dense: readonly { readonly name: string; readonly us: number }[];
}

/** Runs the chosen cascades for real and judges them on the whole test set. */
export async function adaptiveRows(
  choices: readonly AdaptiveChoice[],
  levels: readonly NetworkAnswers[],
  files: ModelFiles,
  data: ReadonlyMap<number, TaskData>,
  judge: Judge,
  dense: RightBySeed,
  { requests, passes, say }: { requests: number; passes: number; say: (line: string) => void },
): Promise<AdaptiveTimes> {
  const answered = choices.map(({ bySeed }) => {
    const of = [...bySeed].map(([seed, point]) => {
      const answers = new CascadeAnswers(levels, judge, seed, 'test', data.get(seed)!.parts.test);
      return [seed, answers.of(point)] as const;
    });
    return new Map(of);
  });
  const sums = choices.map(() => ({ levelUs: 0, cascadeUs: 0, otherStops: 0 }));
  const seeds = [...files.ladder.keys()];
  const form = levels[0]?.ranges ? 'int8' : 'fp32';
  let peers: { name: string; us: number }[] = [];
  for (const [s, seed] of seeds.entries()) {
    const { parts, classes } = data.get(seed)!;
    const part = firstOf(parts.test, requests);
    const file = files.ladder.get(seed)!;
    const ranges = form === 'int8' ? await OwnNetwork.calibrate(file, parts.validation) : null;
    const network = await OwnNetwork.open(file, ranges);
    const runners: RequestRunner[] = [];
    const cascades = choices.map(({ level, bySeed }) => {
      const runner = cascadeRunner(`cascade for ${level.id}`, network, part, classes, {
        ...{ measure: bySeed.get(seed)!.measure, stages: stageRows(bySeed.get(seed)!, levels).map(stageOf) },
      });
      runners.push(stopRunner(level.id, network, part, level), runner);
      return runner;
    });
    if (s === 0) runners.push(...(await denseRunners(files, parts, part)));
    say(`cascades of seed ${seed}: ${part.samples} requests, ${passes} passes, ${runners.length} runners`);
    const times = await timeRequests(runners, part.samples, passes);
    if (s === 0) peers = runners.map(({ name }, i) => ({ name, us: times[i]! })).slice(2 * choices.length);
    for (const i of choices.keys()) {
      const { stops } = answered[i]!.get(seed)!;
      const other = cascades[i]!.stopped.reduce((sum, stage, r) => sum + Number(stage !== stops[r]), 0);
      const sum = sums[i]!;
      sum.levelUs += times[2 * i]! / seeds.length;
      sum.cascadeUs += times[2 * i + 1]! / seeds.length;
      sum.otherStops += other / part.samples / seeds.length;
    }
  }
  const rows = choices.map(({ level, within, bySeed }, i): AdaptiveRow => {
    const ofLevel = judge.right(level);
    const right = new Map([...answered[i]!].map(([seed, of]) => [seed, of.right]));
    return {
      ...{ level: level.id, within },
      points: [...bySeed].map(([seed, { id, stages, cost }]) => ({
        ...{ seed, id, costUs: cost },
        densest: Math.min(...stages.flatMap(({ level: each }) => each)),
      })),
      accuracy: { level: judge.accuracy(ofLevel).mean, cascade: judge.accuracy(right).mean },
      loss: judge.loss(right, ofLevel)!,
      lossDense: judge.loss(right, dense),
      ...sums[i]!,
    };
  });
  return {
    form,
    rows,
    requests: Math.min(requests, [...data.values()][0]!.parts.test.samples),
    dense: peers,
  };
}

function stageOf({ row, threshold }: ReturnType<typeof stageRows>[number]): RunStage {
  const { level, exit, output } = row;
  return { level, exit, output, threshold };
}

/** The dense network of the first seed on our kernels and on ONNX Runtime. */
async function denseRunners(files: ModelFiles, parts: TaskData['parts'], part: TaskData['parts']['test']) {
  const file = [...files.dense.values()][0]!;
  const own = await OwnNetwork.open(file);
  const fp32 = readModel(file);
  const runners: RequestRunner[] = [stopRunner('own dense', own, part, { level: 0, output: own.output })];
  const forms = [
    ['fp32', fp32],
    ['int8', await quantise(fp32, parts.validation)],
  ] as const;
  for (const runtime of ['node', 'web'] as const) {
    for (const [form, model] of forms) {
      if (!model) continue;
      const peer = await PeerNetwork.open(runtime, model, own.output);
      const feeds = Array.from({ length: part.samples }, (_, i) => peer.tensors(part.feeds(i, 1)));
      runners.push({ name: `onnxruntime-${runtime} dense ${form}`, call: (i) => peer.run(feeds[i]!) });
    }
  }
  return runners;
}
