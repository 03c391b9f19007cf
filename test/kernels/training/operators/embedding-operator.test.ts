import { describe, expect, it } from 'vitest';
import { EmbeddingTable } from '../../../../kernels/training/embedding-table.ts';
import { EmbeddingOperator } from '../../../../kernels/training/operators/embedding-operator.ts';
import { vectorParameter } from '../../../../kernels/training/parameter.ts';
import { expectNear } from './expect-near.ts';
import { differences, dot, drawn, TokenHarness, train } from './token-harness.ts';
import { embedding } from './token-references.ts';

const [features, tokens, sequences] = [12, 8, 2];
// Rows come twice in a half of a panel, in both halves and in both sequences; two sequences end early.
const words = [3, 3, 0, 3, 4, 1, -1, -1, 4, 0, 5, 3, 1, 1, 1, -1];
const shapes = [0, 1, -1, 1, 2, 2, 0, 1, -1, -1, 0, 1, 2, 0, 0, 2];

describe.each(['reproducible', 'fast'] as const)('embedding, %s', (build) => {
  function setUp() {
    const harness = new TokenHarness(build);
    const { memory } = harness;
    const output = harness.value((sequences * tokens) / 8, features);
    const shape = { features, shards: 2, lookups: 100 };
    const tables = [6, 3].map((rows, i) => new EmbeddingTable(memory, { name: `t${i}`, rows, ...shape }));
    const positions = vectorParameter(memory, 'positions', [tokens, features], 2);
    const ids = [words, shapes];
    const operator = new EmbeddingOperator(memory, {
      tables: tables.map((table, i) => ({ table, idsAt: harness.integers(ids[i]!) })),
      ...{ positions, output, sequences, tokens, shard: 1 },
    });
    const values = tables.map((table, i) => drawn(i + 1, table.rows * features));
    for (const [i, table] of tables.entries()) memory.view(table.values).set(values[i]!);
    const rows = drawn(9, tokens * features);
    memory.view(positions.values).set(rows);
    const weights = drawn(10, sequences * tokens * features);
    harness.write(output, weights);
    harness.write(output, weights, output.gradientAt);
    return { harness, memory, output, tables, positions, ids, operator, values, rows, weights };
  }

  function dense(memory: TokenHarness['memory'], table: EmbeddingTable, shard: number): number[] {
    const { rows, values } = table.gradient(memory, shard);
    const all = new Array<number>(table.rows * features).fill(0);
    for (const [i, row] of rows.entries()) {
      for (let f = 0; f < features; f++) all[row * features + f]! += values[i * features + f]!;
    }
    return all;
  }

  it('sums rows and positions and gives sparse gradients', () => {
    const { harness, memory, output, tables, positions, ids, operator, values, rows, weights } = setUp();
    harness.run((program) => {
      operator.forward(program, train);
      operator.backward(program, train, new Set());
    });
    const [a, b] = values as [number[], number[]];
    const loss = (...x: (readonly number[])[]) =>
      dot(embedding([x[0]!, x[1]!], ids, x[2]!, features), weights);
    expectNear(harness.read(output), embedding([a, b], ids, rows, features), 'output', 1e-6);
    const expected = [differences((v) => loss(v, b, rows), a), differences((v) => loss(a, v, rows), b)];
    for (const [i, table] of tables.entries()) {
      expectNear(dense(memory, table, 1), expected[i]!, `table ${i}`, 1e-6);
      expect(table.gradient(memory, 0).rows).toHaveLength(0);
    }
    // In the order of their first use; row 2 is nowhere.
    expect([...tables[0]!.gradient(memory, 1).rows]).toEqual([3, 0, 4, 1, 5]);
    const dPositions = differences((v) => loss(a, b, v), rows);
    expectNear([...memory.view(positions.gradients[1]!)], dPositions, 'positions', 1e-6);
    harness.run((program) => operator.backward(program, train, new Set()));
    const twice = expected[0]!.map((g) => 2 * g);
    expectNear(dense(memory, tables[0]!, 1), twice, 'two passes', 1e-6);
    harness.run((program) => tables[0]!.clear(program, 1));
    expect(tables[0]!.gradient(memory, 1).rows).toHaveLength(0);
    harness.run((program) => operator.backward(program, train, new Set()));
    expectNear(dense(memory, tables[0]!, 1), expected[0]!, 'after clearing', 1e-6);
  });

  it('stops at an id beyond the table', () => {
    const { harness, memory, operator } = setUp();
    const idsAt = harness.integers([6, ...words.slice(1)]);
    const table = new EmbeddingTable(memory, { name: 't', rows: 6, features, shards: 1, lookups: 16 });
    const output = harness.value(2, features);
    const wrong = new EmbeddingOperator(memory, {
      tables: [{ table, idsAt }],
      ...{ output, sequences, tokens, shard: 0 },
    });
    expect(() => harness.run((program) => wrong.forward(program, train))).toThrow(/unreachable/);
    expect(() => harness.run((program) => wrong.backward(program, train, new Set()))).toThrow(/unreachable/);
    expect(() => harness.run((program) => operator.forward(program, train))).not.toThrow();
  });

  it('refuses more lookups than the table has room for, and other widths', () => {
    const { harness, memory, output } = setUp();
    const make = (rows: number, width: number) =>
      new EmbeddingTable(memory, { name: 't', rows, features: width, shards: 1, lookups: 20 });
    const use = (table: EmbeddingTable, shard = 0) =>
      new EmbeddingOperator(memory, {
        tables: [{ table, idsAt: harness.integers(words) }],
        ...{ output, sequences, tokens, shard },
      });
    const large = make(50, features);
    use(large);
    expect(() => use(large)).toThrow(/32 lookups on shard 0, made for 20/);
    expect(() => use(make(50, features), 1)).toThrow(/shard 1/);
    // As many rows as it has are room enough, however many lookups.
    const small = make(20, features);
    use(small);
    use(small);
    expect(() => use(make(50, 8))).toThrow(/'t' of 8.*12 features/);
    expect(() => make(50, 6)).toThrow(/multiple of 4/);
  });
});
