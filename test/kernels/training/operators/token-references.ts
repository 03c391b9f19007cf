// Float64 forward passes on tokens as rows [tokens][features]; what the kernels are compared with.

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export function layerNorm(
  x: readonly number[],
  gamma: readonly number[],
  beta: readonly number[],
  epsilon = 1e-5,
): number[] {
  const n = gamma.length;
  return range(x.length / n).flatMap((t) => {
    const row = x.slice(t * n, t * n + n);
    const mean = row.reduce((a, b) => a + b, 0) / n;
    const variance = row.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
    return row.map((v, f) => ((v - mean) / Math.sqrt(variance + epsilon)) * gamma[f]! + beta[f]!);
  });
}

export interface Sequences {
  readonly lengths: readonly number[];
  readonly tokens: number;
}

export function attention(
  q: readonly number[],
  k: readonly number[],
  v: readonly number[],
  heads: number,
  { lengths, tokens }: Sequences,
): number[] {
  const width = q.length / (lengths.length * tokens);
  const features = width / heads;
  const out = new Array<number>(q.length).fill(0);
  for (const [s, length] of lengths.entries()) {
    for (const h of range(heads)) {
      const at = (t: number, f: number): number => (s * tokens + t) * width + h * features + f;
      for (const i of range(length)) {
        const scores = range(length).map(
          (j) =>
            range(features).reduce((sum, f) => sum + q[at(i, f)]! * k[at(j, f)]!, 0) / Math.sqrt(features),
        );
        const most = Math.max(...scores);
        const weights = scores.map((score) => Math.exp(score - most));
        const sum = weights.reduce((a, b) => a + b, 0);
        for (const f of range(features)) {
          out[at(i, f)] = weights.reduce((total, w, j) => total + (w / sum) * v[at(j, f)]!, 0);
        }
      }
    }
  }
  return out;
}

/** Rows are the sequences, up to a multiple of 8; `pool` sees the values of one feature of one sequence. */
function poolTokens(
  x: readonly number[],
  features: number,
  { lengths, tokens }: Sequences,
  pool: (values: readonly number[]) => number,
): number[] {
  return range(Math.ceil(lengths.length / 8) * 8 * features).map((i) => {
    const [s, f] = [Math.floor(i / features), i % features];
    const values = range(lengths[s] ?? 0).map((t) => x[(s * tokens + t) * features + f]!);
    return values.length ? pool(values) : 0;
  });
}

export function meanTokens(x: readonly number[], features: number, sequences: Sequences): number[] {
  return poolTokens(x, features, sequences, (v) => v.reduce((a, b) => a + b, 0) / v.length);
}

export function maxTokens(x: readonly number[], features: number, sequences: Sequences): number[] {
  return poolTokens(x, features, sequences, (v) => Math.max(...v));
}

export function fusion(a: readonly number[], b: readonly number[], features: number): number[] {
  return range(a.length / features).flatMap((t) => {
    const u = a.slice(t * features, (t + 1) * features);
    const v = b.slice(t * features, (t + 1) * features);
    return [...u, ...v, ...u.map((x, f) => x * v[f]!), ...u.map((x, f) => Math.abs(x - v[f]!))];
  });
}

/** ids [tables][tokens]; a token is padding where the first table's id is negative. */
export function embedding(
  tables: readonly (readonly number[])[],
  ids: readonly (readonly number[])[],
  positions: readonly number[],
  features: number,
): number[] {
  return range(ids[0]!.length * features).map((i) => {
    const [t, f] = [Math.floor(i / features), i % features];
    if (ids[0]![t]! < 0) return 0;
    const rows = tables.map((table, n) => (ids[n]![t]! < 0 ? 0 : table[ids[n]![t]! * features + f]!));
    return rows.reduce((sum, v) => sum + v, positions.length ? positions[i % positions.length]! : 0);
  });
}

/** y[t] = W x[t], W row-major [outputs][inputs]. */
export function linear(x: readonly number[], weights: readonly number[], inputs: number): number[] {
  const outputs = weights.length / inputs;
  return range((x.length / inputs) * outputs).map((i) => {
    const [t, o] = [Math.floor(i / outputs), i % outputs];
    return range(inputs).reduce((sum, c) => sum + weights[o * inputs + c]! * x[t * inputs + c]!, 0);
  });
}
