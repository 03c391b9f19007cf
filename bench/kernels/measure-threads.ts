import { KernelSession, packSingleLevel, type SparseMatrix } from '../../kernels/index.ts';
import { type Contestant, interleave } from '../lib/interleave.ts';
import { blockSparse, randomValues } from '../lib/random-matrix.ts';
import { table } from '../lib/table.ts';
import type { Figure } from './figures.ts';
import { sampleReference } from './measure-matmul.ts';

const cases = [
  { rows: 768, cols: 3072, n: 196, sparsity: 0 },
  { rows: 768, cols: 3072, n: 196, sparsity: 0.5 },
  { rows: 3072, cols: 3072, n: 256, sparsity: 0.8 },
  { rows: 3072, cols: 3072, n: 512, sparsity: 0.9 },
] as const;

export interface ThreadRow {
  readonly cell: string;
  readonly oneUs: number;
  readonly twoUs: number;
  readonly oneMedianUs: number;
  readonly twoMedianUs: number;
}

/** One thread and two, the same kernel, one process; both outputs are the same bits. */
export async function measureThreads(rounds: number): Promise<ThreadRow[]> {
  const rows: ThreadRow[] = [];
  const sessions = [
    await KernelSession.open({ mode: 'fast' }),
    await KernelSession.open({ mode: 'fast', threads: 2 }),
  ];
  for (const { rows: m, cols, n, sparsity } of cases) {
    const matrix = blockSparse(m, cols, sparsity, [4, 1], 700);
    const weights: SparseMatrix =
      sparsity === 0
        ? { format: 'dense', matrix }
        : { format: 'block-ladder', matrix: packSingleLevel(matrix) };
    const x = randomValues(n * cols, 11);
    const outputs: Float32Array[] = [];
    const contestants = sessions.map((session): Contestant => {
      const input = session.activation({ channels: cols, height: 1, width: 1 }, n);
      input.write(x);
      const layer = session.layer({ weights, input });
      layer.run();
      outputs.push(layer.output.read());
      return { name: `${session.threads}`, call: () => layer.run() };
    });
    sampleReference([matrix], x, n).check(outputs[0]!, 'one thread');
    if (!outputs[0]!.every((v, i) => Object.is(v, outputs[1]![i])))
      throw new Error('two threads give other bits');
    const [one, two] = await interleave(contestants, rounds);
    rows.push({
      cell: `${m}x${cols} N=${n}, ${sparsity * 100}%`,
      oneUs: one!.p20Us,
      twoUs: two!.p20Us,
      oneMedianUs: one!.medianUs,
      twoMedianUs: two!.medianUs,
    });
  }
  for (const session of sessions) await session.close();
  return rows;
}

export function threadFigures(rows: readonly ThreadRow[]): Figure[] {
  // Only kernels over 5 ms on one thread are what the figure is about.
  const long = rows.filter((r) => r.oneUs > 5000);
  return [
    {
      name: 'two threads, kernels over 5 ms, worst',
      unit: 'x',
      found: Math.min(...long.map((r) => r.oneUs / r.twoUs)),
      median: Math.min(...long.map((r) => r.oneMedianUs / r.twoMedianUs)),
      floor: 1.6,
      goal: 1.9,
      better: 'larger',
    },
  ];
}

export function printThreads(rows: readonly ThreadRow[]): string {
  return `\nTwo threads on one memory\n${table(
    ['kernel', 'one ms', 'two ms', 'times faster'],
    rows.map((r) => [
      r.cell,
      (r.oneUs / 1000).toFixed(2),
      (r.twoUs / 1000).toFixed(2),
      (r.oneUs / r.twoUs).toFixed(2),
    ]),
  )}\n`;
}
