import { basename } from 'node:path';
import type { TaskData } from '../../sim/data/task/task-data.ts';
import { measureStops } from '../../sim/sparsity/tune/measure-stops.ts';
import { operatingFrontier } from '../../sim/sparsity/tune/operating-frontier.ts';
import type { NetworkFrontier } from '../../sim/sparsity/tune/points-document.ts';
import { adaptiveRows } from './adaptive-rows.ts';
import { chooseAdaptive, chooseWithin, type LossOf } from './choose-adaptive.ts';
import { compareFronts } from './compare-fronts.ts';
import { CrossAnswers, type CrossFrontiers, crossFrontiers } from './cross-answers.ts';
import { gatherAnswers, type NetworkAnswers } from './gather-answers.ts';
import { Judge } from './judge.ts';
import { bestTime, makeClaim } from './make-claim.ts';
import { measureResident, type ResidentJob } from './measure-resident.ts';
import { measureTimes, type TimedNetwork } from './measure-times.ts';
import type { ModelFiles } from './model-files.ts';
import { largeBatch, OwnNetwork } from './own-network.ts';
import { type RecordedAnswers, readRecorded } from './read-recorded.ts';
import { recordedRows } from './recorded-rows.ts';
import type { Task } from './task.ts';
import type { NetworkRow, TaskResult } from './task-result.ts';
import { withRecorded } from './with-recorded.ts';

export interface RunOptions {
  readonly quick: boolean;
  say(line: string): void;
}

const batches = ['batch1', 'batch64'] as const;

/** Measures one task with the networks that are there. @throws DataMissingError when its data are not */
export async function runTask(
  task: Task,
  files: ModelFiles,
  { quick, say }: RunOptions,
): Promise<{ result: TaskResult; frontiers: NetworkFrontier[] }> {
  const seeds = [
    ...new Set(
      [files.ladder, files.dense, files.control, ...files.small.values(), files.recorded].flatMap((of) => [
        ...of.keys(),
      ]),
    ),
  ];
  const data = new Map<number, TaskData>();
  const limit = quick ? 2000 : null;
  for (const seed of seeds) {
    const known = [...data].find(([each]) => task.folds === null || (seed - each) % task.folds === 0)?.[1];
    data.set(seed, known ?? (await task.open(limit, seed)));
  }
  const rounds = quick ? 7 : 21;
  const first = data.get([...files.ladder.keys()][0]!)!;
  const { answers: recorded, confidences } = readRecorded(task.id, files.recorded);
  const kept = await gatherAnswers(files, async (seed) => data.get(seed)!, say);
  const rows = withRecorded(kept, { answers: recorded, confidences }, data);
  const judge = new Judge(task, data, 'test', recorded);
  const firstSeed = [...files.ladder.keys()][0]!;
  const accuracyOf = (right: Uint8Array) => judge.accuracy(new Map([[firstSeed, right]])).mean;
  const { times, largestDifference } = await measureTimes(rows, first, accuracyOf, rounds, say);
  const networks = await networkRows(rows, task, data, recorded);
  const dense = await OwnNetwork.open([...files.dense.values()][0]!);
  const fp32 = (batch: number) => {
    const { weights, activations, tables } = dense.memory(0, batch);
    return weights + activations + tables + dense.embeddingsFp32;
  };
  const denseMemory = { batch1: fp32(1), batch64: fp32(largeBatch), embeddings: dense.embeddingsFp32 };
  const claim = makeClaim(networks, times, denseMemory, task.tolerancePoints);

  say('resident memory, a process each');
  const jobs: ResidentJob[] = [
    ...(['own', 'node', 'web'] as const).map((runtime) => ({
      name: runtime === 'own' ? 'own dense' : `onnxruntime-${runtime} dense fp32`,
      ...{ runtime, file: [...files.dense.values()][0]!, level: 0 },
    })),
    ...rows
      .filter(({ kind, ranges }) => kind === 'level' && !ranges)
      .map(({ id, file, level }) => ({ name: id, runtime: 'own' as const, file, level })),
  ];
  const resident = measureResident(jobs, first.parts.test, quick ? 1 : 5);

  const levels = fasterLevels(rows, times);
  const ladder = await OwnNetwork.open(files.ladder.get(firstSeed)!, levels[0]!.ranges);
  const costs = measureStops(ladder.single, levels, first.parts.validation, first.classes, {
    ...{ rounds, now: () => performance.now() },
  });
  say('levels, exits and thresholds of cascades');
  const cross = new Map(
    [...levels[0]!.bySeed.keys()].map((seed) => {
      const { validation } = data.get(seed)!.parts;
      return [seed, crossFrontiers(levels, costs, seed, validation, task.weights)] as const;
    }),
  );
  const bySeed = new Map([...cross].map(([seed, { all }]) => [seed, all]));
  const onValidation = new Judge(task, data, 'validation', recorded);
  const denseRow = rows.find(({ kind }) => kind === 'dense')!;
  const ofDense = judge.right(denseRow);
  const lossAgainst = validationLosses(levels, onValidation, cross, data);
  const claimed = levels.findIndex(({ level, exit }) => level === (claim?.levelIndex ?? 0) && exit === null);
  const adaptiveClaim = chooseWithin(
    ...([levels[claimed]!, costs.us[claimed]!, bySeed] as const),
    ...([lossAgainst(denseRow), task.tolerancePoints] as const),
  );
  const choices = [
    ...(adaptiveClaim ? [adaptiveClaim] : []),
    ...chooseAdaptive(levels, costs.us, bySeed, onValidation, lossAgainst),
  ];
  const adaptive = await adaptiveRows(choices, levels, files, data, judge, ofDense, {
    ...{ requests: quick ? 300 : 2000, passes: quick ? 1 : 5, say },
  });
  const result: TaskResult = {
    ...{ task: task.id, title: task.title, owed: task.owed, tolerancePoints: task.tolerancePoints },
    seeds: {
      ladder: [...files.ladder.keys()],
      dense: files.standIn ? [] : [...files.dense.keys()],
      recorded: [...files.recorded.keys()],
    },
    samples: { validation: first.parts.validation.samples, test: first.parts.test.samples },
    baselines: task.baselines(),
    unkept: recordedRows(rows, recorded, { validation: onValidation, test: judge, ofDense }),
    ...{ rounds, networks, times, largestDifference, denseMemory, resident, claim },
    fronts: fronts(networks, times),
    ...{ gateUs: costs.gateUs, adaptive },
  };
  const ofKept = [...bySeed].filter(([seed]) => files.ladder.has(seed));
  const frontiers = ofKept.map(
    ([seed, points], s): NetworkFrontier => ({
      ...{ network: basename(files.ladder.get(seed)!), gateUs: costs.gateUs },
      stops: levels.map((row, i) => ({
        ...{ id: row.id, level: row.level, exit: row.exit, sparsity: row.sparsity, costUs: costs.us[i]! },
        accuracy: onValidation.accuracy(onValidation.right(row)).perSeed[s]!,
        macs: ladder.macs(row.level, row.output),
      })),
      points: operatingFrontier(points, levels, ladder.single),
    }),
  );
  return { result, frontiers };
}

/** The ladder's levels and exits in fp32 or in int8, whichever takes less time over all: what cascades are made of. */
function fasterLevels(rows: readonly NetworkAnswers[], times: readonly TimedNetwork[]): NetworkAnswers[] {
  const levels = rows.filter(({ kind }) => kind === 'level' || kind === 'exit');
  const cost = (of: readonly NetworkAnswers[]) =>
    of.reduce((sum, { id }) => sum + bestTime(times, id, 'own', 'batch1'), 0);
  const [int8, fp32] = [levels.filter(({ ranges }) => ranges), levels.filter(({ ranges }) => !ranges)];
  return int8.length > 0 && cost(int8) < cost(fp32) ? int8 : fp32;
}

/** Points that cascades of a seed lose against a row on validation data, each answer by what was found without it. */
function validationLosses(
  levels: readonly NetworkAnswers[],
  judge: Judge,
  cross: ReadonlyMap<number, CrossFrontiers>,
  data: ReadonlyMap<number, TaskData>,
): (row: NetworkAnswers) => LossOf {
  const answers = new Map(
    [...cross].map(([seed, frontiers]) => {
      const { validation } = data.get(seed)!.parts;
      return [seed, new CrossAnswers(frontiers, levels, judge, seed, validation)] as const;
    }),
  );
  return (row) => {
    const reference = judge.right(row);
    return (seed, cost) => judge.loss(new Map([[seed, answers.get(seed)!.at(cost)]]), reference);
  };
}

async function networkRows(
  rows: readonly NetworkAnswers[],
  task: Task,
  data: ReadonlyMap<number, TaskData>,
  recorded: RecordedAnswers,
): Promise<NetworkRow[]> {
  const onTest = new Judge(task, data, 'test', recorded);
  const onValidation = new Judge(task, data, 'validation', recorded);
  const dense = rows.find(({ kind }) => kind === 'dense')!;
  const made: NetworkRow[] = [];
  for (const row of rows) {
    const network = await OwnNetwork.open(row.file, row.ranges);
    const memory = (batch: number) => {
      const parts = network.memory(row.level, batch);
      return { ...parts, total: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) };
    };
    const right = onTest.right(row);
    made.push({
      ...{
        id: row.id,
        level: row.level,
        kind: row.kind,
        form: row.ranges ? ('int8' as const) : ('fp32' as const),
        sparsity: row.sparsity,
        macs: network.macs(row.level, row.output),
      },
      validation: onValidation.accuracy(onValidation.right(row)).mean,
      accuracy: onTest.accuracy(right),
      lossLevel0:
        row.kind === 'level' || row.kind === 'exit' ? onTest.loss(right, onTest.right(rows[0]!)) : null,
      lossDense: row === dense ? null : onTest.loss(right, onTest.right(dense)),
      lossDenseValidation:
        row === dense ? null : onValidation.loss(onValidation.right(row), onValidation.right(dense)),
      memory: { batch1: memory(1), batch64: memory(largeBatch) },
    });
  }
  return made;
}

/** Each level against the dense networks of all widths, on our kernels and on the fastest runtime. */
function fronts(networks: readonly NetworkRow[], times: readonly TimedNetwork[]): TaskResult['fronts'] {
  return batches.flatMap((batch) =>
    (['own', 'any'] as const).flatMap((of) => {
      const front = networks
        .filter(({ kind }) => kind !== 'level' && kind !== 'exit')
        .map(({ id, accuracy }) => {
          const own = bestTime(times, id, 'own', batch);
          const native = bestTime(times, id, 'onnxruntime-node', batch);
          return {
            name: of === 'any' && native < own ? `${id} on ort-node` : id,
            ...{ accuracy: accuracy.mean, timeUs: of === 'any' ? Math.min(own, native) : own },
          };
        });
      return networks
        .filter(({ kind }) => kind === 'level')
        .map(({ id, accuracy }) => {
          const point = { name: id, accuracy: accuracy.mean, timeUs: bestTime(times, id, 'own', batch) };
          const { timeUs } = point;
          const verdict = compareFronts(point, front);
          return {
            ...verdict,
            level: id,
            batch: batch === 'batch1' ? 1 : 64,
            of,
            timeUs,
            accuracy: accuracy.mean,
          };
        });
    }),
  );
}
