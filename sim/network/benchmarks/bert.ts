import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';
import { selfAttention } from './self-attention.ts';

const vocabulary = 30_522;
const positions = 512;

const sizes = {
  base: { layers: 12, width: 768, heads: 12, inner: 3072 },
  large: { layers: 24, width: 1024, heads: 16, inner: 4096 },
} as const;

/**
 * Sum of the word, position and segment rows of every token; all three tables are read by one input, as the cost of a
 * look-up does not depend on which row it takes. Where words are narrower, `widen` brings them to `width`.
 */
export function tokenEmbedding(
  g: GraphBuilder,
  tokens: string,
  width: number,
  { wordWidth = width, widen = (words: string): string => words } = {},
): string {
  const words = widen(g.embedding('words', tokens, vocabulary, wordWidth));
  const placed = g.combine(
    'embedding.add0',
    'Add',
    words,
    g.embedding('positions', tokens, positions, width),
  );
  return g.combine('embedding.add1', 'Add', placed, g.embedding('segments', tokens, 2, width));
}

/**
 * BERT (arXiv 1810.04805), uncased, with the head that marks the start and end of an answer (SQuAD), as in MLPerf
 * Inference; the pooler that this task does not use is left out.
 * @param tokens sequence length, 1 to 512
 */
export function bert(name: string, size: keyof typeof sizes, tokens: number): NetworkGraph {
  const { layers, width, heads, inner } = sizes[size];
  const g = new GraphBuilder(name, { name: 'tokens', shape: [1, tokens] });
  let x = g.layerNorm('embedding.norm', tokenEmbedding(g, 'tokens', width));
  for (let layer = 0; layer < layers; layer++) {
    const at = `layer${layer}`;
    const context = selfAttention(g, `${at}.attention`, { query: x, key: x, value: x }, heads, width);
    const attended = g.dense(`${at}.attention.out`, context, width);
    x = g.layerNorm(`${at}.norm0`, g.combine(`${at}.add0`, 'Add', attended, x));
    const wide = g.map(`${at}.gelu`, 'Gelu', g.dense(`${at}.inner`, x, inner));
    x = g.layerNorm(`${at}.norm1`, g.combine(`${at}.add1`, 'Add', g.dense(`${at}.out`, wide, width), x));
  }
  return g.build(g.dense('answer', x, 2));
}
