import {
  type Conv2dShape,
  convertMatrix,
  KernelSession,
  packSingleLevel,
  type SparseMatrix,
  vectorShape,
} from '../../kernels/index.ts';
import { interleave } from '../lib/interleave.ts';
import { blockSparse, randomValues, stream } from '../lib/random-matrix.ts';
import { table } from '../lib/table.ts';

const gatedShares = [0, 0.5, 0.8, 0.95] as const;
const border = { top: 1, left: 1, bottom: 1, right: 1 };
const steps = { kernelH: 3, kernelW: 3, strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 };
const pads = { padTop: 1, padLeft: 1, padBottom: 1, padRight: 1 };
const image = { channels: 64, height: 28, width: 28 };

/** One sample through weights by row and by column, with a growing share of gated inputs. */
const cases: readonly { name: string; shape: Conv2dShape; rows: number; sparsity: number }[] = [
  { name: '1024x1024, 50% sparse', shape: vectorShape(1024), rows: 1024, sparsity: 0.5 },
  { name: '1024x1024, 90% sparse', shape: vectorShape(1024), rows: 1024, sparsity: 0.9 },
  {
    name: '3x3, 64 channels, 28 x 28, 50% sparse',
    shape: { ...image, ...steps, ...pads },
    rows: 64,
    sparsity: 0.5,
  },
  {
    name: '3x3, 64 channels, 28 x 28, 90% sparse',
    shape: { ...image, ...steps, ...pads },
    rows: 64,
    sparsity: 0.9,
  },
];

export interface GateRow {
  readonly name: string;
  readonly ungatedUs: number;
  readonly gatedUs: readonly number[];
}

export async function measureGates(rounds: number): Promise<GateRow[]> {
  const out: GateRow[] = [];
  for (const { name, shape, rows, sparsity } of cases) {
    const session = await KernelSession.open({ mode: 'fast' });
    const cols = shape.channels * shape.kernelH * shape.kernelW;
    const matrix = packSingleLevel(blockSparse(rows, cols, sparsity, [4, 1], 40));
    const byRow: SparseMatrix = { format: 'block-ladder', matrix };
    const byColumn: SparseMatrix = convertMatrix(byRow, 'column-block-ladder');
    const volume = { channels: shape.channels, height: shape.height, width: shape.width };
    const size = shape.channels * shape.height * shape.width;
    const place = shape.kernelH > 1 ? border : undefined;
    const layers = [null, ...gatedShares].map((share) => {
      const input = session.activation(volume, 1, place);
      const values = randomValues(size, 41);
      const next = stream(42);
      // Which inputs fall below the threshold is random, as it is in a network; 0.01 gates them and no other.
      if (share !== null)
        for (let i = 0; i < size; i++)
          values[i] = next() < share ? 0.005 : values[i]! + Math.sign(values[i]!) * 0.01;
      input.write(values);
      return session.layer({ weights: share === null ? byRow : byColumn, input, shape });
    });
    const timings = await interleave(
      layers.map((layer, i) => ({ name: `${i}`, call: () => layer.run(0, i === 0 ? 0 : 0.01) })),
      rounds,
    );
    out.push({ name, ungatedUs: timings[0]!.p20Us, gatedUs: timings.slice(1).map((t) => t.p20Us) });
    await session.close();
  }
  return out;
}

export function printGates(rows: readonly GateRow[]): string {
  return `\nGates, one sample: us of weights by row, and by column with a share of the inputs gated\n${table(
    ['layer', 'by row', ...gatedShares.map((s) => `${s * 100}% gated`)],
    rows.map((r) => [
      r.name,
      r.ungatedUs.toFixed(1),
      ...r.gatedUs.map((t) => `${t.toFixed(1)} (${(r.ungatedUs / t).toFixed(2)}x)`),
    ]),
  )}\n`;
}
