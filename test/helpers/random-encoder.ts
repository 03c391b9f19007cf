import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { linear, norm, type RandomGraph, randomGraph, vocabulary } from './random-graphs.ts';

/** What differs between encoders. */
export interface EncoderShape {
  /** Most tokens. */
  readonly most: number;
  readonly layers: number;
  readonly heads: number;
  /** Features of a head, whole fours. */
  readonly features: number;
  /** Width of the hidden layers, in parts of the encoder's. */
  readonly hidden: number;
  /** Layer norm before what is added, or behind the sum. */
  readonly norms: 'before' | 'behind';
  /** Where the mean over the tokens is an output: behind each attention, behind each layer. */
  readonly exits: readonly ('attention' | 'layer')[];
  /** Two logits of each token are an output behind each layer; else behind the last one alone. */
  readonly tags: boolean;
}

/** Encoders of all shapes: outputs `tags0`, `exit0.attention`, `exit0.layer` and so on by layer. */
export function randomEncoder(seed: number, shape: EncoderShape): RandomGraph {
  const { most, layers, heads, norms } = shape;
  const width = heads * shape.features;
  return randomGraph('encoder', seed, { T: most }, (b, d) => {
    const ids = b.input('ids', ['N', 'T'], 'int64');
    const draws = new RandomStream(seed, 'rows', 'random-graph');
    const values = Int8Array.from({ length: vocabulary * width }, (_, i) => draws.integer(i, 255) - 127);
    const scales = d.floats('scales', vocabulary, 0.005, 0.02);
    const rows = b.embedding('embedded', ids, { rows: vocabulary, cols: width, values, scales });
    const table = { shape: [most, width], data: d.floats('positions', most * width, -0.5, 0.5) };
    let x = b.positions('x0', rows, ids, table);
    const exit = (name: string, tokens: string) => {
      const logits = d.weight(name, [3, width]);
      b.gemm(name, b.tokenMean(`${name}.mean`, tokens, ids), logits, null);
      b.output(name, ['N', 3]);
    };
    const added = (name: string, to: string, of: (from: string) => string) => {
      if (norms === 'before') return b.add('Add', name, [to, of(norm(b, d, `${name}.norm`, to, width))]);
      return norm(b, d, `${name}.norm`, b.add('Add', name, [to, of(to)]), width);
    };
    for (let i = 0; i < layers; i++) {
      const n = `layer${i}`;
      x = added(`${n}.heard`, x, (from) => {
        const [q = '', k = '', v = ''] = ['q', 'k', 'v'].map((part) =>
          linear(b, d, `${n}.${part}`, from, width, width),
        );
        const heard = b.attention(`${n}.attention`, q, k, v, heads, shape.features, ids);
        return linear(b, d, `${n}.o`, heard, width, width);
      });
      if (shape.exits.includes('attention')) exit(`exit${i}.attention`, x);
      x = added(`${n}.fed`, x, (from) => {
        const rest = shape.hidden * width;
        const hidden = linear(b, d, `${n}.in`, from, rest, width);
        const point = b.add(i % 2 === 0 ? 'Relu' : 'Gelu', `${n}.hidden`, [hidden]);
        return linear(b, d, `${n}.out`, point, width, rest);
      });
      if (shape.exits.includes('layer')) exit(`exit${i}.layer`, x);
      if (shape.tags || i === layers - 1) {
        b.linear(`tags${i}`, x, d.weight(`tags${i}`, [2, width]), null);
        b.output(`tags${i}`, ['N', 'T', 2]);
      }
    }
  });
}
