import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { openRequests, type TaskRequests } from '../../data/task/open-requests.ts';
import type { RequestTask } from '../../data/task/request-tasks.ts';
import type { Network } from '../../network/network.ts';
import { loadNetwork } from '../../network/onnx/load-network.ts';
import { readOnnx } from '../../network/onnx/read-onnx.ts';
import { markdownTune, renderTune } from '../../report/text/render-tune.ts';
import { networkExits } from '../../sparsity/exits/exit-names.ts';
import { fitExits, type MeasuredExit } from '../../sparsity/exits/fit-exits.ts';
import { type PointsDocument, pointsDocument, pointsText } from '../../sparsity/tune/points-document.ts';
import { type TunedNetwork, tuneNetwork } from '../../sparsity/tune/tune-network.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { progressBar } from '../progress-bar.ts';
import { replaceBetween } from '../replace-between.ts';

export interface TuneFlags {
  readonly data: RequestTask;
  readonly fold: number;
  readonly exits: boolean;
  readonly layers: boolean;
  readonly out?: string;
  readonly card?: string;
  readonly answers: number;
  readonly limit?: number;
  readonly stages: 1 | 2 | 3;
  readonly guard: number;
  readonly rounds: number;
  readonly test: boolean;
  readonly json: boolean;
}

/** Finds the operating points of a trained network, and fits its exits where asked. */
export async function tune(this: CliContext, flags: TuneFlags, name: string): Promise<void> {
  const file = resolve(this.cwd, name);
  let network = await loadNetwork(file);
  const requests = openRequests(flags.data, flags.fold);
  const limit = flags.limit ?? null;
  const validation = requests.part('validation', limit);
  checkFit(network, requests, Object.keys(validation.feeds(0, 1)), flags.data);
  const machine = `${cpus()[0]?.model.trim() ?? process.arch}, Node ${process.versions.node}`;
  const points = flags.out === undefined ? null : join(resolve(this.cwd, flags.out), 'points.json');
  const others = points === null ? [] : otherFrontiers(points, flags.data, basename(file));
  const card = flags.card === undefined ? null : resolve(this.cwd, flags.card);
  const marker = `points ${basename(file)}`;
  // Before the work: a card without a place for the table.
  if (card !== null) replaceBetween(readFileSync(card, 'utf8'), marker, '', flags.card!);
  const bar = progressBar(this.stderr);
  let exits: readonly MeasuredExit[] | null = null;
  if (flags.exits) {
    const fitted = await fitExits(
      network,
      { train: requests.part('train'), validation },
      {
        ...{ classes: requests.classes, answers: flags.answers, weights: requests.weights },
        onProgress: (done, total) => bar.update('fitting exits', done, total, 'exits'),
      },
    );
    exits = fitted.exits;
    if (fitted.bytes) {
      network = readOnnx(fitted.bytes, file);
      if (flags.out !== undefined) {
        mkdirSync(resolve(this.cwd, flags.out), { recursive: true });
        writeFileSync(join(resolve(this.cwd, flags.out), basename(file)), fitted.bytes);
      }
    }
  }
  const tuned = await tuneNetwork(
    network,
    { validation, test: flags.test ? requests.part('test', limit) : null },
    {
      ...{ classes: requests.classes, weights: requests.weights, guard: flags.guard / 100 },
      ...{ layers: flags.layers, stages: flags.stages, rounds: flags.rounds, now: () => performance.now() },
      onStep: (step) => bar.update(step, 0, 1, 'steps'),
    },
  );
  bar.clear();
  const document = pointsDocument({ task: flags.data, machine }, [
    { network: basename(file), gateUs: tuned.gateUs, stops: tuned.statics, points: tuned.points },
  ]);
  if (points !== null) {
    mkdirSync(resolve(this.cwd, flags.out!), { recursive: true });
    const frontiers = [...others, ...document.frontiers].sort((a, b) => a.network.localeCompare(b.network));
    writeFileSync(points, pointsText({ ...document, frontiers }));
  }
  if (card !== null) {
    const text = replaceBetween(
      readFileSync(card, 'utf8'),
      marker,
      markdownTune(tuned, machine),
      flags.card!,
    );
    writeFileSync(card, text);
  }
  if (flags.json) this.stdout.write(`${JSON.stringify({ ...document, exits, pairs: tuned.pairs })}\n`);
  else
    this.stdout.write(
      `${[...exitLines(exits), ...headLines(network, tuned, machine), renderTune(tuned)].join('\n')}\n`,
    );
}

function checkFit(network: Network, { classes }: TaskRequests, given: readonly string[], task: string): void {
  const taken = (network.inputs ?? [network.input]).map(({ name }) => name);
  const answers = networkExits(network).main.shape.at(-1)!;
  if (answers === classes && [...taken].sort().join() === [...given].sort().join()) return;
  throw new CommandError(
    exitCode.invalidInput,
    'E_DATA',
    `the network takes ${taken.join(', ')} and tells ${answers} classes apart; requests of ${task} have ${given.join(', ')} and ${classes} classes`,
    'give the task that it was trained for: --data TASK',
  );
}

/** Frontiers of other networks that the file holds already. */
function otherFrontiers(path: string, task: string, network: string): PointsDocument['frontiers'] {
  if (!existsSync(path)) return [];
  const found = JSON.parse(readFileSync(path, 'utf8')) as Partial<PointsDocument>;
  if (found.schemaVersion === '2.0' && found.task === task)
    return found.frontiers!.filter((frontier) => frontier.network !== network);
  throw new CommandError(
    exitCode.invalidInput,
    'E_POINTS',
    `${path} holds points of task ${found.task}, schema ${found.schemaVersion}; points of ${task}, schema 2.0, are written`,
    'move it away, or take another --out',
  );
}

function exitLines(exits: readonly MeasuredExit[] | null): string[] {
  if (exits === null) return [];
  if (exits.length === 0)
    return [
      'no exits: nowhere before the last tenth of the work do all inputs meet in one value with features enough',
      '',
    ];
  const list = (shares: readonly number[]) => shares.map((share) => (100 * share).toFixed(2)).join(' ');
  return [
    'Exits, validation accuracy % by level: a head a level, and one head for all',
    ...exits.map(
      ({ place, ownHeads, oneHead, chosen }, i) =>
        `  e${i} behind ${place.value}: ${list(ownHeads)} / ${list(oneHead)}, taken: ${chosen === 'own' ? 'a head a level' : 'one head'}`,
    ),
    '',
  ];
}

function headLines({ name }: Network, { gateUs, points }: TunedNetwork, machine: string): string[] {
  return [
    `${name}: ${points.length} operating points on the frontier; us a request at batch 1, 1 thread, ${machine}; gate ${gateUs.toFixed(2)} us`,
    '',
  ];
}
