import type { LayerPlan, NetworkPlan } from './network-plan.ts';
import { type ResidualNetwork, residualPlan } from './residual-plan.ts';

/** Two towers, one for drawings and one for names, and what compares them. */
export interface MatcherNetwork {
  readonly kind: 'matcher';
  readonly image: Pick<ResidualNetwork, 'stem' | 'blocks'>;
  /** Features of both towers. */
  readonly features: number;
  readonly hidden: number;
}

/**
 * A residual tower for the drawing, the mean of word embeddings with one hidden layer for the name; both as features of
 * equal number, joined as [a, b, a * b, |a - b|] and answered by one hidden layer: does the name belong to the drawing?
 */
export function matcherPlan(
  network: MatcherNetwork,
  input: { readonly height: number; readonly width: number },
  words: { readonly rows: number; readonly tokens: number },
): NetworkPlan {
  const { features, hidden } = network;
  const image = residualPlan({ kind: 'residual', ...network.image }, input, 2);
  const layers: LayerPlan[] = image.layers.filter(({ name }) => name !== image.logits);
  const linear = (name: string, from: string, width: number, prunable = true): string => {
    layers.push({ kind: 'linear', name, input: from, features: width, prunable, bias: true });
    return name;
  };
  const relu = (name: string, from: string): string => {
    layers.push({ kind: 'relu', name, inputs: [from] });
    return name;
  };
  const drawing = linear('drawing', 'pool', features);
  layers.push({
    kind: 'embedding',
    name: 'embedding',
    features,
    positions: false,
    tables: [{ name: 'embedding.words', ids: 'words', rows: words.rows }],
  });
  layers.push({ kind: 'mean-tokens', name: 'name.mean', inputs: ['embedding'] });
  const name = linear('name', relu('name.relu', linear('name.in', 'name.mean', hidden)), features);
  layers.push({ kind: 'fusion', name: 'fusion', inputs: [drawing, name] });
  linear('answer', relu('match.relu', linear('match', 'fusion', hidden)), 2, false);
  return {
    inputs: [...image.inputs, { name: 'words', kind: 'tokens', tokens: words.tokens }],
    layers,
    logits: 'answer',
    classes: 2,
  };
}
