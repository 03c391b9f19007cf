import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textTable } from '../../report/text-table.ts';
import { defaultThreads } from '../../sweep/pool.ts';
import { exportNetwork } from '../../training/export/export-network.ts';
import type { TaskFeed } from '../../training/feed/task-feed.ts';
import type { Evaluation } from '../../training/run/evaluation.ts';
import { type TrainResult, train } from '../../training/run/train.ts';
import { readTrainSpec } from '../../training/spec/read-train-spec.ts';
import { teacherOf } from '../../training/spec/teacher-of.ts';
import type { TrainSpec } from '../../training/spec/train-schema.ts';
import { readTeacher } from '../../training/start/read-teacher.ts';
import { openTask } from '../../training/task/open-task.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';

export interface TrainFlags {
  readonly out?: string;
  readonly seed?: number;
  readonly fold?: number;
  readonly width?: number;
  readonly method?: 'dense';
  readonly taught: boolean;
  readonly alone?: number;
  readonly start?: string;
  readonly threads?: number;
  readonly test: boolean;
  readonly fresh: boolean;
  readonly reproducible: boolean;
  readonly json: boolean;
}

/** The description with what the flags say otherwise; a control has a name of its own. @throws CommandError */
function withFlags(spec: TrainSpec, flags: TrainFlags): TrainSpec {
  const { seed = spec.seed, width = spec.width, fold = spec.fold } = flags;
  const method = withMethod(spec, flags);
  const parts = [
    flags.method === 'dense' && spec.method.kind !== 'dense' ? `${spec.name}-dense` : spec.name,
    ...(flags.taught ? ['taught'] : []),
    ...(flags.alone === undefined ? [] : [`alone-${flags.alone}`]),
    ...(width === spec.width ? [] : [`w${width}`]),
    ...(fold === 0 ? [] : [`f${fold}`]),
  ];
  const start = flags.start === undefined ? spec.start : ({ kind: 'run', folder: flags.start } as const);
  return { ...spec, name: parts.join('-'), seed, width, fold, method, ...(start ? { start } : {}) };
}

function withMethod({ method, name }: TrainSpec, flags: TrainFlags): TrainSpec['method'] {
  const { method: asked, alone, taught } = flags;
  const wrong = (found: string, next: string) => new CommandError(exitCode.usage, 'E_USAGE', found, next);
  const teacher = teacherOf(method);
  if (taught && asked !== 'dense')
    throw wrong(
      '--taught is of a dense control',
      'Add --method dense; a ladder with a teacher learns from it.',
    );
  if (taught && !teacher)
    throw wrong(`--taught, but ${name} has no teacher`, 'Leave it out, or give its method a teacher.');
  if (alone === undefined && asked === 'dense') return { kind: 'dense', ...(taught ? { teacher } : {}) };
  if (alone === undefined) return method;
  if (!(alone < 1)) throw wrong(`--alone ${alone} leaves no weights`, 'Give a sparsity from 0 to below 1.');
  if (asked) throw wrong('--alone prunes and --method dense does not', 'Give one of them.');
  if (method.kind !== 'ladder')
    throw wrong(
      `${name} has the method ${method.kind}; --alone takes its ramp from a ladder`,
      'Give the file of a ladder.',
    );
  const { allocation, start, end, freeze, everySteps } = method;
  return { kind: 'magnitude', sparsity: alone, allocation, start, end, freeze, everySteps };
}

/** Trains a network as a file describes it. */
export async function trainAction(
  this: CliContext,
  flags: TrainFlags,
  file: string,
): Promise<Error | undefined> {
  const spec = withFlags(readTrainSpec(file), flags);
  const task = openTask(spec);
  const out = flags.out ?? join('.cache', 'train', `${spec.name}-s${spec.seed}`);
  const bar = progressBar(this.stderr);
  const result = await untilInterrupted(this.stderr, bar, `sparsewatt train ${file}`, (signal) =>
    train({
      ...{ spec, ...task, out, signal, fresh: flags.fresh, teacher: readTeacher(spec, task) },
      threads: flags.threads ?? Math.min(spec.shards, defaultThreads()),
      build: flags.reproducible ? 'reproducible' : 'fast',
      now: () => performance.now(),
      onStep: (done, total) => bar.update(spec.name, done, total, 'steps'),
      onEvaluation: (epoch, levels) => {
        bar.clear();
        this.stderr.write(`epoch ${epoch}/${spec.epochs}  ${levels.map(percent).join('  ')}\n`);
      },
    }),
  );
  bar.clear();
  try {
    return finish(this, flags, { spec, out, images: task.feed.images }, result);
  } finally {
    await result.session.close();
  }
}

function finish(
  context: CliContext,
  flags: TrainFlags,
  { spec, out, images }: { spec: TrainSpec; out: string; images: TaskFeed['images'] },
  result: TrainResult,
): Error | undefined {
  const { session, ended, reason, seconds } = result;
  if (ended === 'interrupted') return Object.assign(new Error(reason), { exitCode: exitCode.interrupted });
  const { validation, test } = session.withResult(() => {
    writeFileSync(join(out, 'network.onnx'), exportNetwork(spec.name, session.model, session.method, images));
    return {
      validation: session.evaluate('validation'),
      test: flags.test ? session.evaluate('test') : null,
    };
  });
  const document = { schemaVersion: '1.0', spec, ended, reason, seconds, validation, test };
  writeFileSync(join(out, 'result.json'), `${JSON.stringify(document, null, 1)}\n`);
  if (flags.json) context.stdout.write(`${JSON.stringify(document)}\n`);
  else context.stdout.write(`${render(spec, out, seconds, validation, test)}\n`);
  if (ended === 'diverged') return Object.assign(new Error(reason), { exitCode: exitCode.runFailed });
  return undefined;
}

const percent = ({ accuracy }: Evaluation) => `${(100 * accuracy).toFixed(2)}%`;

function render(
  spec: TrainSpec,
  out: string,
  seconds: number,
  validation: readonly Evaluation[],
  test: readonly Evaluation[] | null,
): string {
  const table = textTable(
    [
      { title: 'level', align: 'right' },
      { title: 'sparsity', align: 'right' },
      { title: 'validation', align: 'right' },
      ...(test ? [{ title: 'test', align: 'right' } as const] : []),
    ],
    validation.map((found, i) => [
      String(found.level),
      `${(100 * found.sparsity).toFixed(1)}%`,
      percent(found),
      ...(test ? [percent(test[i]!)] : []),
    ]),
  );
  return [
    `${spec.name}, seed ${spec.seed}: ${spec.epochs} epochs in ${(seconds / 60).toFixed(1)} min`,
    ...table,
    `network, metrics and checkpoint: ${out}`,
  ].join('\n');
}
