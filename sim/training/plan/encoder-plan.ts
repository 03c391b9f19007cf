import type { LayerPlan, NetworkPlan } from './network-plan.ts';

/** A transformer encoder over tokens. */
export interface EncoderNetwork {
  readonly kind: 'encoder';
  readonly features: number;
  readonly heads: number;
  readonly hidden: number;
  readonly layers: number;
  /** Share of values dropped after the embedding and behind each branch while training. */
  readonly dropout: number;
  /** How the tokens of a sequence become one vector; `joined`: mean and largest values, with their product and distance. */
  readonly pool?: 'mean' | 'joined' | undefined;
}

/** Inputs of ids with the number of rows of their tables. */
export type IdTable = { readonly name: string; readonly rows: number };

/**
 * Pre-norm encoder layers (Xiong and others 2020) with ReLU between the two feed-forward matrices, then one answer a token or
 * one for all of them together. `layers` 0 is the control without layers.
 */
export function encoderPlan(
  network: EncoderNetwork,
  tables: readonly IdTable[],
  tokens: number,
  classes: number,
  answer: 'token' | 'sequence',
): NetworkPlan {
  const layers: LayerPlan[] = [];
  const { features, heads, hidden, dropout } = network;
  const linear = (name: string, input: string, width: number, zero = false) => {
    layers.push({ kind: 'linear', name, input, features: width, prunable: true, bias: true, zero });
    return name;
  };
  const drop = (name: string): string => {
    if (dropout === 0) return name;
    layers.push({ kind: 'dropout', name: `${name}.drop`, input: name, rate: dropout });
    return `${name}.drop`;
  };
  layers.push({
    kind: 'embedding',
    name: 'embedding',
    features,
    positions: true,
    tables: tables.map(({ name, rows }) => ({ name: `embedding.${name}`, ids: name, rows })),
  });
  let x = drop('embedding');
  for (let i = 1; i <= network.layers; i++) {
    const at = `layer${i}`;
    layers.push({ kind: 'layer-norm', name: `${at}.norm1`, input: x });
    const [query, key, value] = ['query', 'key', 'value'].map((part) =>
      linear(`${at}.${part}`, `${at}.norm1`, features),
    ) as [string, string, string];
    layers.push({ kind: 'attention', name: `${at}.attention`, query, key, value, heads });
    const mixed = drop(linear(`${at}.project`, `${at}.attention`, features, true));
    layers.push({ kind: 'add', name: `${at}.mid`, inputs: [x, mixed] });
    layers.push({ kind: 'layer-norm', name: `${at}.norm2`, input: `${at}.mid` });
    linear(`${at}.in`, `${at}.norm2`, hidden);
    layers.push({ kind: 'relu', name: `${at}.relu`, inputs: [`${at}.in`] });
    const fed = drop(linear(`${at}.out`, `${at}.relu`, features, true));
    layers.push({ kind: 'add', name: at, inputs: [`${at}.mid`, fed] });
    x = at;
  }
  layers.push({ kind: 'layer-norm', name: 'norm', input: x });
  x = 'norm';
  if (answer === 'sequence') {
    layers.push({ kind: 'mean-tokens', name: 'mean', inputs: [x] });
    if (network.pool === 'joined') {
      layers.push({ kind: 'max-tokens', name: 'largest', inputs: [x] });
      layers.push({ kind: 'fusion', name: 'joined', inputs: ['mean', 'largest'] });
    }
    x = network.pool === 'joined' ? 'joined' : 'mean';
  }
  layers.push({ kind: 'linear', name: 'head', input: x, features: classes, prunable: false, bias: true });
  const inputs = tables.map(({ name }) => ({ name, kind: 'tokens' as const, tokens }));
  return { inputs, layers, logits: 'head', classes };
}
