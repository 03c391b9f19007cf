import type { GraphBuilder } from './graph-builder.ts';

/** What attention is computed from: sequences of [1, tokens, width]. */
export interface AttentionInputs {
  readonly query: string;
  readonly key: string;
  readonly value: string;
}

/**
 * Attention of `heads` heads over `width` channels: three projections, scores, softmax, weighted sum. Splitting into heads
 * moves nothing; scale and mask are taken as part of the softmax. The output projection is the caller's.
 */
export function selfAttention(
  g: GraphBuilder,
  name: string,
  inputs: AttentionInputs,
  heads: number,
  width: number,
): string {
  const tokens = g.shape(inputs.query)[1]!;
  const size = width / heads;
  const project = (part: keyof AttentionInputs) => g.dense(`${name}.${part}`, inputs[part], width);
  const query = g.view(`${name}.query.heads`, project('query'), [1, heads, tokens, size]);
  const key = g.view(`${name}.key.heads`, project('key'), [1, heads, size, tokens]);
  const value = g.view(`${name}.value.heads`, project('value'), [1, heads, tokens, size]);
  const weights = g.map(`${name}.softmax`, 'Softmax', g.matmul(`${name}.scores`, query, key));
  return g.view(`${name}.joined`, g.matmul(`${name}.context`, weights, value), [1, tokens, width]);
}
