import type { Tensor } from '../../../network/network.ts';

/** Tokens split into heads: which of token (T), head (H) and feature (D) runs slowest. */
export interface Heads {
  readonly buffer: number;
  readonly heads: number;
  readonly features: number;
  readonly order: 'THD' | 'HTD' | 'HDT';
  readonly scale: number;
}

/** Products of queries and keys: [N, heads, T, T]. */
export interface Scores {
  readonly q: Heads;
  readonly k: Heads;
  readonly scale: number;
  readonly masked: boolean;
  /** Softmax has been taken. */
  readonly shares: boolean;
}

/** What a value of the graph stands for while it is compiled: a buffer, or a part of a pattern that has no kernel of its own. */
export type GraphSymbol =
  | { readonly kind: 'buffer'; readonly buffer: number }
  | { readonly kind: 'ids'; readonly sequence: number }
  /** One number for padded tokens and another for real ones. */
  | { readonly kind: 'choice'; readonly sequence: number; readonly pad: number; readonly real: number }
  /** T */
  | { readonly kind: 'length'; readonly sequence: number }
  /** The first T rows of a table. */
  | { readonly kind: 'positions'; readonly sequence: number; readonly table: Tensor }
  | { readonly kind: 'rows'; readonly sequence: number; readonly table: Tensor; readonly floats: boolean }
  | { readonly kind: 'row-scales'; readonly sequence: number; readonly table: Tensor }
  | { readonly kind: 'heads'; readonly heads: Heads }
  | { readonly kind: 'scores'; readonly scores: Scores }
  /** Shares times values; `split`: the order is [N, T, heads, features] again. */
  | { readonly kind: 'context'; readonly scores: Scores; readonly v: Heads; readonly split: boolean }
  /** Tokens times 1, or times 0 where padded; their sum; the number of real ones. */
  | { readonly kind: 'kept'; readonly buffer: number }
  | { readonly kind: 'sum'; readonly buffer: number }
  | { readonly kind: 'count'; readonly sequence: number }
  /** Tokens, so low where padded that none is the largest. */
  | { readonly kind: 'lowered'; readonly buffer: number };
