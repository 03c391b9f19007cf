import { expect, it } from 'vitest';
import { EmbeddingTable } from '../../../../kernels/training/embedding-table.ts';
import type { KernelProgram } from '../../../../kernels/training/kernel-program.ts';
import { AttentionOperator } from '../../../../kernels/training/operators/attention-operator.ts';
import { EmbeddingOperator } from '../../../../kernels/training/operators/embedding-operator.ts';
import { FusionOperator } from '../../../../kernels/training/operators/fusion-operator.ts';
import { LayerNormOperator } from '../../../../kernels/training/operators/layer-norm-operator.ts';
import { MeanTokensOperator } from '../../../../kernels/training/operators/mean-tokens-operator.ts';
import { packTokens } from '../../../../kernels/training/pack-tokens.ts';
import { type Parameter, vectorParameter } from '../../../../kernels/training/parameter.ts';
import type { TrainingOperator } from '../../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../../kernels/training/training-value.ts';
import { expectNear } from './expect-near.ts';
import { PlainLinear } from './plain-linear.ts';
import { differences, dot, drawn, pick, TokenHarness, train } from './token-harness.ts';
import { attention, embedding, fusion, layerNorm, linear, meanTokens } from './token-references.ts';

const [width, heads, tokens, rows, layers] = [8, 2, 16, 7, 2];
const batch = [[1, 5, 0, 2, 2, 6, 1, 3, 4, 0, 1], [3], [6, 5, 4, 3, 2, 1]];
const { ids, lengths } = packTokens(batch, { sequences: batch.length, tokens, rows });
const sequences = { lengths: [...lengths], tokens };

/** Weights of layer `l`; matrices are small, so that residuals neither vanish nor rule. */
const matrix = (l: number, name: number, outputs: number, inputs: number): number[] =>
  drawn(100 * l + name, outputs * inputs).map((v) => v / Math.sqrt(inputs));

/** Pre-norm encoder: x += O attention(Q n, K n, V n); x += W fuse(U n, G n), n a layer norm of x each time; then the mean. */
function reference(
  table: readonly number[],
  positions: readonly number[],
  scales: readonly number[],
): number[] {
  const shift = new Array<number>(width).fill(0.1);
  const scale = (i: number): readonly number[] => scales.slice(i * width, (i + 1) * width);
  const add = (a: readonly number[], b: readonly number[]): number[] => a.map((v, i) => v + b[i]!);
  let x = embedding([table], [[...ids]], positions, width);
  for (let l = 0; l < layers; l++) {
    let n = layerNorm(x, scale(2 * l), shift);
    const [q, k, v] = [0, 1, 2].map((i) => linear(n, matrix(l, i, width, width), width));
    const seen = attention(q!, k!, v!, heads, sequences);
    x = add(x, linear(seen, matrix(l, 3, width, width), width));
    n = layerNorm(x, scale(2 * l + 1), shift);
    const [u, g] = [4, 5].map((i) => linear(n, matrix(l, i, width, width), width));
    x = add(x, linear(fusion(u!, g!, width), matrix(l, 6, width, 4 * width), 4 * width));
  }
  return meanTokens(x, width, sequences);
}

class Sum implements TrainingOperator {
  readonly name = 'sum';
  readonly #values: readonly [TrainingValue, TrainingValue, TrainingValue];

  constructor(a: TrainingValue, b: TrainingValue, output: TrainingValue) {
    this.#values = [a, b, output];
  }

  forward(program: KernelProgram): void {
    const [a, b, output] = this.#values;
    const count = (output.groups * output.groupBytes) / 4;
    program.call('fill', output.at, count, 0);
    for (const { at } of [a, b]) program.call('addInto', output.at, at, count);
  }

  backward(program: KernelProgram, _pass: unknown, written: Set<TrainingValue>): void {
    const [a, b, output] = this.#values;
    const count = (output.groups * output.groupBytes) / 4;
    for (const value of [a, b]) {
      if (!written.has(value)) program.call('fill', value.gradientAt, count, 0);
      program.call('addInto', value.gradientAt, output.gradientAt, count);
      written.add(value);
    }
  }
}

it.each(['reproducible', 'fast'] as const)('trains a pre-norm encoder of two layers, %s', (build) => {
  const harness = new TokenHarness(build);
  const { memory } = harness;
  const groups = (batch.length * tokens) / 8;
  const value = (channels = width): TrainingValue => harness.value(groups, channels);
  const lengthsAt = harness.integers([...lengths]);
  const shape = { rows, features: width, shards: 1, lookups: groups * 8 };
  const table = new EmbeddingTable(memory, { name: 'words', ...shape });
  const positions = vectorParameter(memory, 'positions', [tokens, width], 1);
  const gammas: Parameter[] = [];
  const operators: TrainingOperator[] = [];
  const room = { sequences: batch.length, tokens, shard: 0, lengthsAt };
  const linearOf = (input: TrainingValue, outputs: number, l: number, name: number): TrainingValue => {
    const output = value(outputs);
    operators.push(new PlainLinear(harness, input, output, matrix(l, name, outputs, input.channels)));
    return output;
  };
  const normOf = (input: TrainingValue): TrainingValue => {
    const output = value();
    const gamma = vectorParameter(memory, 'gamma', [width], 1);
    const beta = vectorParameter(memory, 'beta', [width], 1);
    memory.view(beta.values).fill(0.1);
    gammas.push(gamma);
    operators.push(new LayerNormOperator(memory, { input, output, gamma, beta, shard: 0 }));
    return output;
  };
  const sumOf = (a: TrainingValue, b: TrainingValue): TrainingValue => {
    const output = value();
    operators.push(new Sum(a, b, output));
    return output;
  };
  let x = value();
  const idsAt = harness.integers([...ids]);
  operators.push(
    new EmbeddingOperator(memory, { tables: [{ table, idsAt }], positions, output: x, ...room }),
  );
  for (let l = 0; l < layers; l++) {
    const n = normOf(x);
    const [query, key, v] = [0, 1, 2].map((i) => linearOf(n, width, l, i)) as [
      TrainingValue,
      TrainingValue,
      TrainingValue,
    ];
    const output = value();
    operators.push(new AttentionOperator(memory, { query, key, value: v, output, heads, ...room }));
    x = sumOf(x, linearOf(output, width, l, 3));
    const m = normOf(x);
    const [a, b] = [linearOf(m, width, l, 4), linearOf(m, width, l, 5)];
    const fused = value(4 * width);
    operators.push(new FusionOperator({ a, b, output: fused }));
    x = sumOf(x, linearOf(fused, width, l, 6));
  }
  const mean = harness.value(1, width);
  operators.push(new MeanTokensOperator({ input: x, output: mean, ...room }));

  const words = drawn(1, rows * width);
  const places = drawn(2, tokens * width);
  const scales = drawn(3, 2 * layers * width).map((v) => 1 + v / 4);
  const weights = drawn(4, 8 * width);
  memory.view(table.values).set(words);
  memory.view(positions.values).set(places);
  for (const [i, gamma] of gammas.entries()) {
    memory.view(gamma.values).set(scales.slice(i * width, (i + 1) * width));
  }
  harness.write(mean, weights, mean.gradientAt);
  harness.run((program) => {
    for (const operator of operators) operator.forward(program, train);
    const written = new Set<TrainingValue>();
    for (const operator of operators.toReversed()) operator.backward(program, train, written);
  });

  expectNear(harness.read(mean), reference(words, places, scales), 'mean');
  const loss = (a: readonly number[], b: readonly number[], c: readonly number[]): number =>
    dot(reference(a, b, c), weights);
  const count = 40;
  const { rows: touched, values } = table.gradient(memory, 0);
  expect([...touched].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  const dWords = words.map((_, i) => values[touched.indexOf(Math.floor(i / width)) * width + (i % width)]!);
  const near = (
    found: readonly number[],
    f: (v: readonly number[]) => number,
    at: readonly number[],
    what: string,
  ) => expectNear(pick(found, count), differences(f, at, 1e-5, count), what, 1e-4);
  near(dWords, (v) => loss(v, places, scales), words, 'words');
  near([...memory.view(positions.gradients[0]!)], (v) => loss(words, v, scales), places, 'positions');
  const dScales = gammas.flatMap((gamma) => [...memory.view(gamma.gradients[0]!)]);
  near(dScales, (v) => loss(words, places, v), scales, 'scales');
});
