import {
  type DenseMatrix,
  type KernelSession,
  packSingleLevel,
  type SessionLayer,
  type SparseMatrix,
} from '../../kernels/index.ts';
import { type Contestant, interleave } from '../lib/interleave.ts';
import { convChain } from '../lib/onnx-chain.ts';
import { nativeSession } from '../lib/peers.ts';
import { blockSparse, randomValues } from '../lib/random-matrix.ts';
import { table } from '../lib/table.ts';
import type { Figure } from './figures.ts';
import { chainLength } from './shapes.ts';

/** Convolutions 3 x 3, stride 1, padding 1, as many channels out as in. */
const cases = [
  { channels: 32, side: 28 },
  { channels: 64, side: 28 },
  { channels: 128, side: 14 },
] as const;
const sparsity = 0.9;
const border = { top: 1, left: 1, bottom: 1, right: 1 };

export interface ConvRow {
  readonly cell: string;
  readonly kernel: string;
  readonly p20Us: number;
  readonly medianUs: number;
}

export async function measureConv(
  fast: KernelSession,
  reproducible: KernelSession,
  rounds: number,
): Promise<ConvRow[]> {
  const rows: ConvRow[] = [];
  for (const { channels, side } of cases) {
    for (const batch of [1, 64]) {
      const cell = `${channels} channels, ${side} x ${side}, batch ${batch}`;
      const cols = channels * 9;
      const make = (s: number, block: readonly [number, number], seed: number) =>
        Array.from({ length: chainLength }, (_, i) => blockSparse(channels, cols, s, block, seed + i));
      const dense = make(0, [1, 1], 500);
      const blocks = make(sparsity, [4, 1], 600);
      const x = randomValues(batch * channels * side * side, 9);
      const contestants: Contestant[] = [];
      const { ort, session } = await nativeSession(convChain(dense, channels, side, batch));
      const feeds = { x: new ort.Tensor('float32', x, [batch, channels, side, side]) };
      check((await session.run(feeds))['y']!.data, dense, x, channels, side, batch, 'onnxruntime-node');
      contestants.push({ name: 'onnxruntime-node dense', call: () => session.run(feeds) });
      const add = (name: string, owner: KernelSession, matrices: readonly DenseMatrix[], ladder: boolean) => {
        const layers = convLayers(owner, matrices, channels, side, batch, x, ladder);
        const run = () => {
          for (const layer of layers) layer.run();
        };
        run();
        check(layers.at(-1)!.output.read(), matrices, x, channels, side, batch, name);
        contestants.push({ name, call: run });
      };
      add('own dense', fast, dense, false);
      add('4x1 blocks, 90%', fast, blocks, true);
      add('own dense, reproducible', reproducible, dense, false);
      add('4x1 blocks, 90%, reproducible', reproducible, blocks, true);
      for (const t of await interleave(contestants, rounds)) {
        rows.push({ cell, kernel: t.name, p20Us: t.p20Us / chainLength, medianUs: t.medianUs / chainLength });
      }
    }
  }
  return rows;
}

function convLayers(
  session: KernelSession,
  matrices: readonly DenseMatrix[],
  channels: number,
  side: number,
  batch: number,
  x: Float32Array,
  ladder: boolean,
): SessionLayer[] {
  const input = session.activation({ channels, height: side, width: side }, batch, border);
  input.write(x);
  const steps = { kernelH: 3, kernelW: 3, strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 };
  const pads = { padTop: 1, padLeft: 1, padBottom: 1, padRight: 1 };
  const shape = { channels, height: side, width: side, ...steps, ...pads };
  const layers: SessionLayer[] = [];
  for (const matrix of matrices) {
    const weights: SparseMatrix = ladder
      ? { format: 'block-ladder', matrix: packSingleLevel(matrix) }
      : { format: 'dense', matrix };
    layers.push(
      session.layer({ weights, input: layers.at(-1)?.output ?? input, shape, outputBorder: border }),
    );
  }
  return layers;
}

/** The last image through the chain in float64. */
function check(
  y: ArrayLike<number>,
  matrices: readonly DenseMatrix[],
  x: Float32Array,
  channels: number,
  side: number,
  batch: number,
  what: string,
): void {
  const size = channels * side * side;
  const at = (batch - 1) * size;
  let h = Float64Array.from(x.subarray(at, at + size));
  for (const { values } of matrices) {
    const out = new Float64Array(size);
    for (let r = 0; r < channels; r++) {
      for (let k = 0; k < channels * 9; k++) {
        const w = values[r * channels * 9 + k]!;
        if (w === 0) continue;
        const [c, dy, dx] = [Math.floor(k / 9), (Math.floor(k / 3) % 3) - 1, (k % 3) - 1];
        for (let oy = Math.max(0, -dy); oy < Math.min(side, side - dy); oy++) {
          const from = (c * side + oy + dy) * side + dx;
          const to = (r * side + oy) * side;
          for (let ox = Math.max(0, -dx); ox < Math.min(side, side - dx); ox++)
            out[to + ox]! += w * h[from + ox]!;
        }
      }
    }
    h = out;
  }
  const largest = h.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  h.forEach((v, i) => {
    if (!(Math.abs(y[at + i]! - v) <= 1e-4 * largest))
      throw new Error(`${what}: value ${i} is ${y[at + i]}, expected ${v}`);
  });
}

export function convFigures(rows: readonly ConvRow[]): Figure[] {
  const cells = [...new Set(rows.map((r) => r.cell))];
  const worst = (peer: string, s: 'p20Us' | 'medianUs') =>
    Math.min(
      ...cells.map((cell) => {
        const of = (kernel: string) => rows.find((r) => r.cell === cell && r.kernel === kernel)![s];
        return of(peer) / of('4x1 blocks, 90%');
      }),
    );
  const figure = (name: string, peer: string, floor: number, goal: number): Figure => ({
    name,
    unit: 'x',
    found: worst(peer, 'p20Us'),
    median: worst(peer, 'medianUs'),
    floor,
    goal,
    better: 'larger',
  });
  return [
    figure(
      'convolution 3x3, 90%, against onnxruntime-node dense, worst of 6',
      'onnxruntime-node dense',
      2,
      3.5,
    ),
    figure('convolution 3x3, 90%, against own dense, worst of 6', 'own dense', 3, 5),
  ];
}

export function printConv(rows: readonly ConvRow[]): string {
  const cells = [...new Set(rows.map((r) => r.cell))];
  const kernels = [...new Set(rows.map((r) => r.kernel))];
  const of = (cell: string, kernel: string) =>
    rows.find((r) => r.cell === cell && r.kernel === kernel)!.p20Us;
  return `\nConvolution 3x3: us a layer (p20), and times faster than onnxruntime-node\n${table(
    ['layer', ...kernels],
    cells.map((cell) => [
      cell,
      ...kernels.map(
        (k) => `${of(cell, k).toFixed(0)} (${(of(cell, kernels[0]!) / of(cell, k)).toFixed(2)}x)`,
      ),
    ]),
  )}\n`;
}
