import { breakEven } from '../lib/break-even.ts';
import { table } from '../lib/table.ts';
import type { Figure } from './figures.ts';
import type { Row } from './measure-matmul.ts';
import { batches, nameOf, type Shape, shapes, sparsities } from './shapes.ts';

type Statistic = 'p20Us' | 'medianUs';
type Rows = ReadonlyMap<string, readonly Row[]>;

const wide: Shape = { rows: 768, cols: 3072 };
const square: Shape = { rows: 1024, cols: 1024 };

function timeOf(rows: Rows, cell: string, kernel: string, sparsity: number, statistic: Statistic): number {
  return rows.get(cell)!.find((r) => r.kernel === kernel && r.sparsity === sparsity)![statistic];
}

function breakEvenOf(rows: Rows, cell: string, kernel: string, statistic: Statistic): number {
  const points = rows.get(cell)!.filter((r) => r.kernel === kernel);
  const reference = timeOf(rows, cell, 'onnxruntime-node', 0, statistic);
  return breakEven(
    points.map((r) => ({ sparsity: r.sparsity, time: r[statistic] })),
    reference,
  );
}

/** The figures of the products. */
export function matmulFigures(rows: Rows): Figure[] {
  const both = (
    name: string,
    owed: Pick<Figure, 'unit' | 'floor' | 'goal' | 'better'>,
    of: (s: Statistic) => number,
  ): Figure => ({
    name,
    ...owed,
    found: of('p20Us'),
    median: of('medianUs'),
  });
  const ratio = (cell: string, a: string, b: string, sparsity: number) => (s: Statistic) =>
    timeOf(rows, cell, a, a.startsWith('o') || a.startsWith('t') ? 0 : sparsity, s) /
    timeOf(rows, cell, b, sparsity, s);
  const cells = (some: readonly number[]) => shapes.flatMap((shape) => some.map((n) => nameOf(shape, n)));
  const larger = (floor: number, goal: number) => ({ unit: 'x', floor, goal, better: 'larger' }) as const;
  const worst =
    (of: (cell: string, s: Statistic) => number, list: readonly string[], pick: typeof Math.max) =>
    (s: Statistic) =>
      pick(...list.map((cell) => of(cell, s)));
  const many = batches.filter((n) => n >= 8);
  const denseAgainst = (peer: string) => (cell: string, s: Statistic) =>
    timeOf(rows, cell, peer, 0, s) / timeOf(rows, cell, 'own dense', 0, s);
  return [
    both(
      '4x1, 90%, 1024x1024, N=64, against onnxruntime-node fp32',
      larger(5, 7),
      ratio(nameOf(square, 64), 'onnxruntime-node', '4x1 blocks', 0.9),
    ),
    both(
      '4x1, 90%, 768x3072, N=64, against onnxruntime-node fp32',
      larger(3.5, 5),
      ratio(nameOf(wide, 64), 'onnxruntime-node', '4x1 blocks', 0.9),
    ),
    both(
      'break-even sparsity of 4x1 against onnxruntime-node, N >= 8, worst shape',
      { unit: '%', floor: 0.62, goal: 0.45, better: 'smaller' },
      worst((cell, s) => breakEvenOf(rows, cell, '4x1 blocks', s), cells(many), Math.max),
    ),
    both(
      'break-even sparsity of 8x1 against onnxruntime-node, N = 1, worst shape',
      { unit: '%', floor: 0.4, goal: 0.2, better: 'smaller' },
      worst((cell, s) => breakEvenOf(rows, cell, '8x1 blocks', s), cells([1]), Math.max),
    ),
    both(
      'own dense against onnxruntime-web dense, N >= 8, worst shape',
      larger(1.7, 2.2),
      worst(denseAgainst('onnxruntime-web'), cells(many), Math.min),
    ),
    both(
      'own dense against tfjs-wasm, N >= 8, worst shape',
      larger(1.7, 2.2),
      worst(denseAgainst('tfjs-wasm'), cells(many), Math.min),
    ),
    both(
      'reproducible build against fast build, 4x1, 90%, worst shape with N >= 8',
      larger(0.65, 0.75),
      worst(
        (cell, s) =>
          timeOf(rows, cell, '4x1 blocks', 0.9, s) / timeOf(rows, cell, '4x1 blocks, reproducible', 0.9, s),
        cells(many),
        Math.min,
      ),
    ),
  ];
}

/** Times of the dense peers and speed of each kernel against onnxruntime-node. */
export function printMatmul(rows: Rows): string {
  const parts: string[] = [];
  for (const [cell, list] of rows) {
    const reference = list.find((r) => r.kernel === 'onnxruntime-node')!.p20Us;
    const kernels = [...new Set(list.map((r) => r.kernel))];
    parts.push(
      `\n${cell}: us a product (p20), and times faster than onnxruntime-node dense fp32`,
      table(
        ['kernel', ...sparsities.map((s) => `${s * 100}%`)],
        kernels.map((kernel) => [
          kernel,
          ...sparsities.map((s) => {
            const row = list.find((r) => r.kernel === kernel && r.sparsity === s);
            return row ? `${row.p20Us.toFixed(1)} (${(reference / row.p20Us).toFixed(2)}x)` : '';
          }),
        ]),
      ),
    );
  }
  return `${parts.join('\n')}\n`;
}
