import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { activeWeights } from '../../sim/network/active-weights.ts';
import type { Ladder, LadderLayer } from '../../sim/network/ladder.ts';
import type { Network } from '../../sim/network/network.ts';
import { OnnxBuilder } from '../../sim/network/onnx/onnx-builder.ts';
import { readOnnx } from '../../sim/network/onnx/read-onnx.ts';

const shares = [1, 0.5, 0.25, 0.125];
export const levelCount = shares.length;

/** A network as a file, and each of its levels as a plain network of its own, whose weights are masked in the graph. */
export interface RandomGraph {
  readonly network: Network;
  readonly bytes: Uint8Array;
  readonly atLevel: readonly { readonly network: Network; readonly bytes: Uint8Array }[];
}

/** Seeded values, and ladders whose masks are laid over the weights at one level. */
export class Draws {
  readonly seed: number;
  readonly level: number;
  readonly layers: LadderLayer[] = [];

  constructor(seed: number, level: number) {
    this.seed = seed;
    this.level = level;
  }

  floats(name: string, count: number, low: number, high: number): Float32Array {
    const draws = new RandomStream(this.seed, name, 'random-graph');
    return Float32Array.from({ length: count }, (_, i) => low + (high - low) * draws.uniform(i));
  }

  weight(name: string, shape: number[]): { shape: number[]; data: Float32Array } {
    const depth = shape.slice(1).reduce((a, b) => a * b, 1);
    const reach = Math.sqrt(3 / depth);
    return { shape, data: this.floats(name, shape[0]! * depth, -reach, reach) };
  }

  /** The weight with the blocks that are inactive at this level set to 0. @param scale @param bias of each level */
  ladder(
    node: string,
    weight: { shape: number[]; data: Float32Array },
    scale: (level: number) => Float32Array,
    bias: (level: number) => Float32Array,
  ): { shape: number[]; data: Float32Array } {
    const rows = weight.shape[0]!;
    const cols = weight.data.length / rows;
    const blocks = Math.ceil(rows / 4) * cols;
    const keys = this.floats(`${node}.order`, blocks, 0, 1);
    const order = Int32Array.from({ length: blocks }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
    const levelEnds = shares.map((share) => Math.max(1, Math.round(share * blocks)));
    const all = (of: (level: number) => Float32Array) =>
      Float32Array.from(shares.flatMap((_, k) => [...of(k)]));
    this.layers.push({ node, rows, cols, order, levelEnds, scale: all(scale), bias: all(bias) });
    const active = new Set(order.subarray(0, levelEnds[this.level]!));
    const data = weight.data.map((w, i) =>
      active.has(Math.floor(Math.floor(i / cols) / 4) * cols + (i % cols)) ? w : 0,
    );
    return { shape: weight.shape, data };
  }

  document(): Ladder {
    const weights = this.layers.reduce((sum, layer) => sum + layer.rows * layer.cols, 0);
    const levels = shares.map((_, k) => ({
      sparsity: 1 - this.layers.reduce((sum, layer) => sum + activeWeights(layer, k), 0) / weights,
    }));
    return { version: 1, blockRows: 4, levels, layers: this.layers };
  }
}

export function randomGraph(
  name: string,
  seed: number,
  dims: Record<string, number>,
  build: (b: OnnxBuilder, draws: Draws) => void,
): RandomGraph {
  const at = shares.map((_, level) => {
    const [builder, draws] = [new OnnxBuilder(name), new Draws(seed, level)];
    build(builder, draws);
    const bytes = builder.write({ dims });
    return { network: readOnnx(bytes, `${name}-${level}`), bytes, builder, ladder: draws.document() };
  });
  const bytes = at[0]!.builder.write({ dims, ladder: at[0]!.ladder });
  return { network: readOnnx(bytes, name), bytes, atLevel: at };
}

/** Conv with a ladder and batch norm of each level's own. */
function convNorm(
  b: OnnxBuilder,
  d: Draws,
  name: string,
  x: string,
  shape: number[],
  stride: number,
): string {
  const rows = shape[0]!;
  const norm = (level: number) => ({
    scale: d.floats(`${name}.scale${level}`, rows, 0.6, 1.4),
    bias: d.floats(`${name}.bias${level}`, rows, -0.3, 0.3),
    mean: d.floats(`${name}.mean${level}`, rows, -0.2, 0.2),
    var: d.floats(`${name}.var${level}`, rows, 0.5, 1.5),
  });
  const factor = (level: number) => {
    const { scale, var: variance } = norm(level);
    return scale.map((s, r) => s / Math.sqrt(variance[r]! + 1e-5));
  };
  const shift = (level: number) => {
    const { bias, mean } = norm(level);
    return bias.map((value, r) => value - mean[r]! * factor(level)[r]!);
  };
  const weight = d.ladder(name, d.weight(name, shape), factor, shift);
  return b.batchNorm(`${name}.bn`, b.conv(name, x, weight, stride, shape[2]! >> 1), norm(d.level));
}

/** conv -> conv, added to the input or, where sizes change, to its 1x1 convolution. */
function residual(
  b: OnnxBuilder,
  d: Draws,
  name: string,
  x: string,
  from: number,
  to: number,
  stride: number,
) {
  const first = b.add('Relu', `${name}.relu1`, [
    convNorm(b, d, `${name}.conv1`, x, [to, from, 3, 3], stride),
  ]);
  const second = convNorm(b, d, `${name}.conv2`, first, [to, to, 3, 3], 1);
  const same = from === to && stride === 1;
  const way = same ? x : convNorm(b, d, `${name}.way`, x, [to, from, 1, 1], stride);
  // The file's order of operands must not matter.
  return b.add('Relu', name, [b.add('Add', `${name}.sum`, same ? [way, second] : [second, way])]);
}

/** Three residual blocks over images [2][9][11], one of them downsampling by a 1x1 convolution; 5 logits. */
export function randomResidual(seed: number): RandomGraph {
  return randomGraph('residual', seed, {}, (b, d) => {
    const x = b.input('image', ['N', 2, 9, 11]);
    const stem = b.add('Relu', 'stem.relu', [convNorm(b, d, 'stem', x, [8, 2, 3, 3], 1)]);
    const one = residual(b, d, 'one', stem, 8, 8, 1);
    const two = residual(b, d, 'two', one, 8, 12, 2);
    const three = residual(b, d, 'three', two, 12, 12, 1);
    const flat = b.add('Flatten', 'flat', [b.add('GlobalAveragePool', 'pool', [three])], { axis: 1 });
    b.gemm('logits', flat, d.weight('logits', [5, 12]), d.floats('logits.bias', 5, -0.5, 0.5));
    b.output('logits', ['N', 5]);
  });
}

export function linear(
  b: OnnxBuilder,
  d: Draws,
  name: string,
  x: string,
  rows: number,
  cols: number,
): string {
  const bias = d.floats(`${name}.bias`, rows, -0.2, 0.2);
  const ones = () => new Float32Array(rows).fill(1);
  return b.linear(
    name,
    x,
    d.ladder(name, d.weight(name, [rows, cols]), ones, () => bias),
    bias,
  );
}

export function norm(b: OnnxBuilder, d: Draws, name: string, x: string, width: number): string {
  return b.layerNorm(
    name,
    x,
    d.floats(`${name}.g`, width, 0.7, 1.3),
    d.floats(`${name}.b`, width, -0.2, 0.2),
  );
}

export const vocabulary = 50;
export const mostTokens = 24;

/** Ids -> bytes -> `layers` pre-norm layers of attention and FFN. @returns the last value of each layer */
function encoder(
  b: OnnxBuilder,
  d: Draws,
  ids: string,
  layers: number,
  width: number,
  heads: number,
): string[] {
  const draws = new RandomStream(d.seed, 'rows', 'random-graph');
  const table = {
    rows: vocabulary,
    cols: width,
    values: Int8Array.from({ length: vocabulary * width }, (_, i) => draws.integer(i, 255) - 127),
    scales: d.floats('scales', vocabulary, 0.005, 0.02),
  };
  const rows = { shape: [mostTokens, width], data: d.floats('positions', mostTokens * width, -0.5, 0.5) };
  let x = b.positions('x0', b.embedding('embedded', ids, table), ids, rows);
  return Array.from({ length: layers }, (_, i) => {
    const n = `layer${i}`;
    const a = norm(b, d, `${n}.norm1`, x, width);
    const [q = '', k = '', v = ''] = ['q', 'k', 'v'].map((part) =>
      linear(b, d, `${n}.${part}`, a, width, width),
    );
    const heard = b.attention(`${n}.attention`, q, k, v, heads, width / heads, ids);
    const y = b.add('Add', `${n}.sum1`, [x, linear(b, d, `${n}.o`, heard, width, width)]);
    const wide = linear(b, d, `${n}.in`, norm(b, d, `${n}.norm2`, y, width), 2 * width, width);
    const hidden = b.add(i % 2 === 0 ? 'Relu' : 'Gelu', `${n}.hidden`, [wide]);
    x = b.add('Add', `${n}.sum2`, [y, linear(b, d, `${n}.out`, hidden, width, 2 * width)]);
    return x;
  });
}

/**
 * Two layers of width 32 with 2 heads: a class of the first layer's mean (`early`), one of the last layer's largest values (`late`),
 * and four logits a token (`tags`).
 */
export function randomTransformer(seed: number): RandomGraph {
  return randomGraph('transformer', seed, { T: mostTokens }, (b, d) => {
    const ids = b.input('ids', ['N', 'T'], 'int64');
    const head = (name: string, pooled: string) =>
      b.gemm(name, pooled, d.weight(name, [3, 32]), d.floats(`${name}.b`, 3, -1, 1));
    const [first = '', second = ''] = encoder(b, d, ids, 2, 32, 2);
    head('early', b.tokenMean('early.mean', first, ids));
    const last = norm(b, d, 'last', second, 32);
    head('late', b.tokenMaximum('late.largest', last, ids));
    b.linear('tags', last, d.weight('tags', [4, 32]), null);
    b.output('early', ['N', 3]);
    b.output('late', ['N', 3]);
    b.output('tags', ['N', 'T', 4]);
  });
}

/** Rows of three tables are added for a token, positions last, before one layer; four logits a token (`tags`). */
export function randomTagger(seed: number): RandomGraph {
  return randomGraph('tagger', seed, { T: mostTokens }, (b, d) => {
    const width = 16;
    const parts = ['ids', 'endings', 'shapes'].map((name) => b.input(name, ['N', 'T'], 'int64'));
    const rows = parts.map((name) => {
      const draws = new RandomStream(d.seed, name, 'random-graph');
      return b.embedding(`${name}.rows`, name, {
        ...{ rows: vocabulary, cols: width },
        values: Int8Array.from({ length: vocabulary * width }, (_, i) => draws.integer(i, 255) - 127),
        scales: d.floats(`${name}.scales`, vocabulary, 0.005, 0.02),
      });
    });
    const sum = rows.reduce((x, y, i) => b.add('Add', `added${i}`, [x, y]));
    const table = { shape: [mostTokens, width], data: d.floats('positions', mostTokens * width, -0.5, 0.5) };
    const x = b.positions('x0', sum, 'ids', table);
    const [q = '', k = '', v = ''] = ['q', 'k', 'v'].map((part) => linear(b, d, part, x, width, width));
    const heard = b.attention('attention', q, k, v, 2, width / 2, 'ids');
    b.linear('tags', b.add('Add', 'last', [x, heard]), d.weight('tags', [4, width]), null);
    b.output('tags', ['N', 'T', 4]);
  });
}

/** An image and a text, a tower each; the two, their product and difference make one score. */
export function randomTowers(seed: number): RandomGraph {
  return randomGraph('towers', seed, { T: mostTokens }, (b, d) => {
    const image = b.input('image', ['N', 1, 8, 8]);
    const ids = b.input('ids', ['N', 'T'], 'int64');
    const stem = b.add('Relu', 'stem.relu', [convNorm(b, d, 'stem', image, [8, 1, 3, 3], 2)]);
    const seen = b.add('Flatten', 'seen', [
      b.add('GlobalAveragePool', 'pool', [residual(b, d, 'one', stem, 8, 16, 2)]),
    ]);
    const read = b.tokenMean('read', encoder(b, d, ids, 1, 16, 2)[0]!, ids);
    const parts = [seen, read, b.add('Mul', 'both', [seen, read]), b.add('Sub', 'apart', [seen, read])];
    const joined = b.add('Concat', 'joined', parts, { axis: 1 });
    const hidden = b.add('Tanh', 'hidden', [b.gemm('fuse', joined, d.weight('fuse', [12, 64]), null)]);
    b.add('Sigmoid', 'match', [b.gemm('score', hidden, d.weight('score', [1, 12]), Float32Array.of(0.1))]);
    b.output('match', ['N', 1]);
  });
}

/** Ids [samples][width], sample s of lengths[s] tokens, the rest 0. */
export function randomIds(seed: number, lengths: readonly number[], width: number): Int32Array {
  const draws = new RandomStream(seed, 'ids', 'random-graph');
  return Int32Array.from({ length: lengths.length * width }, (_, i) =>
    i % width < lengths[Math.floor(i / width)]! ? 1 + draws.integer(i, vocabulary - 1) : 0,
  );
}

/** Images [samples][values] of 0 to 1. */
export function randomValues(seed: number, count: number): Float32Array {
  const draws = new RandomStream(seed, 'values', 'random-graph');
  return Float32Array.from({ length: count }, (_, i) => draws.uniform(i));
}
