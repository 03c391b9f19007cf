import type { NetworkGraph } from '../network-graph.ts';
import { tokenEmbedding } from './bert.ts';
import { GraphBuilder } from './graph-builder.ts';
import { selfAttention } from './self-attention.ts';

const width = 512;
const narrow = 128;

/** A linear layer with MobileBERT's "no norm", from the wide residual stream to the narrow inside of a layer. */
function bottleneck(g: GraphBuilder, name: string, x: string): string {
  return g.scaleOffset(`${name}.norm`, g.dense(name, x, narrow));
}

/** Linear layer, ReLU, linear layer, residual. */
function feedForward(g: GraphBuilder, name: string, x: string): string {
  const inner = g.map(`${name}.relu`, 'Relu', g.dense(`${name}.inner`, x, 512));
  return g.scaleOffset(
    `${name}.norm`,
    g.combine(`${name}.add`, 'Add', g.dense(`${name}.out`, inner, narrow), x),
  );
}

/**
 * MobileBERT (arXiv 2004.02984; layers as in huggingface/transformers, modeling_mobilebert.py), uncased, with the SQuAD
 * head: trigram input, bottlenecks of 128 channels shared by query and key, four feed-forward networks a layer, and a
 * scale and an offset a channel in the place of layer norm.
 * @param layers 24, or fewer in pruned versions
 */
export function mobileBert(name: string, layers: number, tokens: number): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'tokens', shape: [1, tokens] });
  const widen = (words: string) =>
    g.dense('embedding.widen', g.concat('embedding.trigram', [words, words, words], 2), width);
  const embedded = tokenEmbedding(g, 'tokens', width, { wordWidth: narrow, widen });
  let x = g.scaleOffset('embedding.norm', embedded);
  for (let layer = 0; layer < layers; layer++) {
    const at = `layer${layer}`;
    const input = bottleneck(g, `${at}.input`, x);
    const shared = bottleneck(g, `${at}.shared`, x);
    const context = selfAttention(g, `${at}.attention`, { query: shared, key: shared, value: x }, 4, narrow);
    const attended = g.combine(`${at}.add`, 'Add', g.dense(`${at}.attention.out`, context, narrow), input);
    let y = g.scaleOffset(`${at}.norm`, attended);
    for (let i = 0; i < 4; i++) y = feedForward(g, `${at}.ffn${i}`, y);
    x = g.scaleOffset(`${at}.out.norm`, g.combine(`${at}.out.add`, 'Add', g.dense(`${at}.out`, y, width), x));
  }
  return g.build(g.dense('answer', x, 2));
}
