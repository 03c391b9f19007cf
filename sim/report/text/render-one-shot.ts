import type { LevelMeasure } from '../../sparsity/one-shot/measure-levels.ts';
import type { KeptLayer, PruningMethod } from '../../sparsity/one-shot/one-shot-options.ts';
import { type Column, textTable } from '../text-table.ts';
import { wrap } from './wrap.ts';

/** Levels of one method, with the epilogues of each level and with the dense network's. */
export interface MeasuredMethod {
  readonly method: PruningMethod;
  readonly recalibrated: readonly LevelMeasure[];
  readonly plain: readonly LevelMeasure[];
}

/** A ladder made in one shot and what it answered. */
export interface MeasuredOneShot {
  readonly network: string;
  readonly calibration: { readonly name: string; readonly count: number };
  readonly evaluation: { readonly name: string; readonly count: number };
  readonly targetLevel: number | null;
  readonly sparsities: readonly number[];
  readonly layers: readonly {
    readonly node: string;
    readonly rows: number;
    readonly cols: number;
    readonly pixels: number;
    readonly levelEnds: readonly number[];
    readonly relativeErrors: readonly number[];
  }[];
  readonly kept: readonly KeptLayer[];
  readonly dense: LevelMeasure;
  /** The chosen method first. */
  readonly methods: readonly MeasuredMethod[];
  readonly out: string | null;
}

const right = (title: string): Column => ({ title, align: 'right' });
const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;
const sparse = (share: number): string => `${Number((100 * share).toFixed(1))}%`;

/** Accuracy, or agreement with the dense network where there are no labels. */
const answered = ({ accuracy, agreement }: LevelMeasure): string => percent(accuracy ?? agreement);

/** The result of `sparsewatt ladder` as text. */
export function renderOneShot(result: MeasuredOneShot): string {
  const { methods, dense, sparsities, calibration, evaluation } = result;
  const chosen = methods[0]!;
  const labelled = dense.accuracy !== null;
  const what = labelled ? 'accuracy' : 'agreement with the dense network';
  const target =
    chosen.method !== 'obs'
      ? 'weights keep their values'
      : result.targetLevel === null
        ? 'shared weights fitted to all levels'
        : result.targetLevel === 0
          ? 'weights keep their values (target level 0)'
          : `shared weights fitted to level ${result.targetLevel}`;
  const pruned = result.layers.map(({ node, rows, cols }) => `${node} ${rows}x${cols}`).join(', ');
  const kept = result.kept.map(({ node, why }) => `${node} (${why})`).join(', ');
  const head = [
    `${result.network}: ladder of ${sparsities.length} levels by ${chosen.method}, no training; ${target}`,
    ...wrap(`pruned in 4x1 blocks: ${pruned}; kept dense: ${kept || 'nothing'}`, 118),
    `calibrated on ${calibration.count} samples of ${calibration.name}, ` +
      `measured on ${evaluation.count} of ${evaluation.name}`,
    labelled ? `dense network: ${percent(dense.accuracy!)}` : 'no labels: agreement only, no accuracy',
  ];
  const macs = (level: number) =>
    result.layers.reduce((sum, { levelEnds, pixels }) => sum + levelEnds[level]! * pixels, 0);
  const columns = [
    right('level'),
    right('sparse'),
    right('MACs'),
    ...(labelled ? [right('accuracy'), right('points lost')] : []),
    right('agreement'),
    right('KL (nats)'),
    right('largest layer error'),
  ];
  const rows = sparsities.map((sparsity, level) => {
    const { accuracy, agreement, divergence } = chosen.recalibrated[level]!;
    const errors = result.layers.map(({ relativeErrors }) => relativeErrors[level]!);
    return [
      String(level),
      sparse(sparsity),
      sparse(macs(level) / macs(0)),
      ...(accuracy === null ? [] : [percent(accuracy), (100 * (dense.accuracy! - accuracy)).toFixed(2)]),
      percent(agreement),
      divergence.toFixed(4),
      percent(Math.max(...errors)),
    ];
  });
  const besides = methods.flatMap(({ method }) => [`${method} alone`, `${method} + epilogues`]);
  const beside = sparsities.map((sparsity, level) => [
    String(level),
    sparse(sparsity),
    ...methods.flatMap(({ plain, recalibrated }) => [
      answered(plain[level]!),
      answered(recalibrated[level]!),
    ]),
  ]);
  return [
    ...head,
    '',
    ...textTable(columns, rows),
    '',
    `${what}, without and with scale and bias fitted per level:`,
    ...textTable([right('level'), right('sparse'), ...besides.map(right)], beside),
    '',
    ...verdict(result),
    ...(result.out === null ? ['not written: give --out FILE'] : [`written: ${result.out}`]),
  ].join('\n');
}

/** What the numbers say about magnitude pruning and about level 0. */
function verdict({ methods, sparsities, dense }: MeasuredOneShot): string[] {
  const lines: string[] = [];
  const magnitude = methods.find(({ method }) => method === 'magnitude');
  const level = sparsities.findIndex((sparsity) => sparsity >= 0.75);
  const at = level < 0 ? sparsities.length - 1 : level;
  const value = (measure: LevelMeasure) => measure.accuracy ?? measure.agreement;
  if (magnitude) {
    const [alone, fitted] = [magnitude.plain[at]!, magnitude.recalibrated[at]!];
    const whole = dense.accuracy ?? 1;
    const useless = whole - value(alone) > 0.05;
    lines.push(
      `plain magnitude in 4x1 blocks at ${sparse(sparsities[at]!)}: ${answered(alone)} (${answered(fitted)} with epilogues)` +
        (useless ? ': useless without fine-tuning' : ''),
    );
  }
  const zero = methods[0]!.recalibrated[0]!;
  lines.push(
    zero.divergence === 0
      ? 'level 0 is the dense network, bit by bit'
      : `level 0 is not the dense network: weights are shared by all levels (agreement ${percent(zero.agreement)}); ` +
          '--target-level 0 keeps it',
  );
  return lines;
}
