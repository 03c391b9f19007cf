import { describe, expect, it } from 'vitest';
import { EmbeddingTable } from '../../../kernels/training/embedding-table.ts';
import { EmbeddingOperator } from '../../../kernels/training/operators/embedding-operator.ts';
import { expectNear } from './operators/expect-near.ts';
import { drawn, TokenHarness, train } from './operators/token-harness.ts';

const [rows, features, tokens, shards] = [40, 8, 8, 3];
const rates = { rate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-6, decay: 0.1, factor: 0.5 };

describe.each(['reproducible', 'fast'] as const)('an embedding table, %s', (build) => {
  function setUp(optimiser: 'adam' | 'sgd') {
    const harness = new TokenHarness(build);
    const { memory } = harness;
    const table = new EmbeddingTable(memory, { name: 't', rows, features, shards, lookups: 8, optimiser });
    const idsAt = Array.from({ length: shards }, () => harness.integers(new Array(tokens).fill(-1)));
    const outputs = idsAt.map(() => harness.value(1, features));
    const operators = outputs.map(
      (output, shard) =>
        new EmbeddingOperator(memory, {
          tables: [{ table, idsAt: idsAt[shard]! }],
          ...{ output, sequences: 1, tokens, shard },
        }),
    );
    const values = drawn(1, rows * features);
    memory.view(table.values).set(values);
    /** One step on ids and output gradients of each shard; the dense gradient in float64. */
    function step(number: number, ranges: readonly (readonly [number, number])[]): number[] {
      const gradient = new Array<number>(rows * features).fill(0);
      for (const [s, output] of outputs.entries()) {
        const ids = drawn(number * 10 + s, tokens).map(
          (v) => Math.floor((v + 1) * 7) * 2 + (s === 1 ? 1 : 0),
        );
        const g = drawn(number * 10 + s + 5, tokens * features);
        memory.arena.integers(idsAt[s]!, tokens).set(ids);
        harness.write(output, g, output.gradientAt);
        for (const [i, v] of g.entries()) {
          gradient[ids[Math.floor(i / features)]! * features + (i % features)]! += v;
        }
      }
      table.setRates(memory, { ...rates, step: number });
      harness.run((program) => {
        for (const [s, operator] of operators.entries()) {
          table.clear(program, s);
          operator.backward(program, train, new Set());
        }
        for (const [from, end] of ranges) table.update(program, from, end);
      });
      return gradient;
    }
    return { harness, memory, table, values, step };
  }

  const touchedIn = (gradient: readonly number[], i: number): boolean =>
    gradient.slice(i - (i % features), i - (i % features) + features).some((v) => v !== 0);

  it('steps touched rows by Adam with decoupled decay and leaves the others', () => {
    const { memory, table, values, step } = setUp('adam');
    const [m, u] = [values.map(() => 0), values.map(() => 0)];
    for (const number of [1, 2, 3]) {
      const gradient = step(number, [[0, rows]]);
      for (const [i, sum] of gradient.entries()) {
        if (!touchedIn(gradient, i)) continue;
        const g = sum * rates.factor;
        m[i] = rates.beta1 * m[i]! + (1 - rates.beta1) * g;
        u[i] = rates.beta2 * u[i]! + (1 - rates.beta2) * g * g;
        const first = m[i]! / (1 - rates.beta1 ** number);
        const second = u[i]! / (1 - rates.beta2 ** number);
        const move = first / (Math.sqrt(second) + rates.epsilon) + rates.decay * values[i]!;
        values[i] = values[i]! - rates.rate * move;
      }
      expectNear([...memory.view(table.values)], values, `values after step ${number}`, 1e-5);
      expect(gradient.some((_, i) => !touchedIn(gradient, i))).toBe(true);
    }
    const [first, second] = table.state().slice(1);
    expectNear([...memory.view(first!.array)], m, 'first moments', 1e-5);
    expectNear([...memory.view(second!.array)], u, 'second moments', 1e-5);
  });

  it('steps by SGD', () => {
    const { memory, table, values, step } = setUp('sgd');
    const gradient = step(1, [[0, rows]]);
    const expected = values.map((v, i) =>
      touchedIn(gradient, i) ? v - rates.rate * (gradient[i]! * rates.factor + rates.decay * v) : v,
    );
    expectNear([...memory.view(table.values)], expected, 'values', 1e-6);
    expect(table.state().map(({ name }) => name)).toEqual(['t']);
  });

  it('gives the same bits in ranges of rows', () => {
    const [whole, parts] = [setUp('adam'), setUp('adam')];
    for (const number of [1, 2]) {
      whole.step(number, [[0, rows]]);
      parts.step(number, [
        [17, rows],
        [0, 5],
        [5, 17],
      ]);
    }
    for (const [i, { array }] of whole.table.state().entries()) {
      expect([...parts.memory.view(parts.table.state()[i]!.array)]).toEqual([...whole.memory.view(array)]);
    }
  });

  it('sums the squares of the gradient over all shards', () => {
    const { harness, memory, table, step } = setUp('sgd');
    const at = memory.floats(2).at;
    const gradient = step(4, []);
    harness.run((program) => table.squares(program, at));
    const found = new Float64Array(memory.arena.memory.buffer, at, 1)[0]!;
    expectNear([found], [gradient.reduce((sum, g) => sum + g * g, 0)], 'squares', 1e-6);
  });
});
