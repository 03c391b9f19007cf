import type { EmbeddingTable } from '../embedding-table.ts';
import type { KernelProgram } from '../kernel-program.ts';
import type { Parameter } from '../parameter.ts';
import type { FloatArray, TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkTokens, groupsOf } from './check-tokens.ts';

export interface EmbeddingOptions {
  /** Tables of as many features as the output; `idsAt`: address of int32 [sequences * tokens], read at run time. */
  readonly tables: readonly { readonly table: EmbeddingTable; readonly idsAt: number }[];
  /** [tokens][features], row-major. */
  readonly positions?: Parameter;
  /** [sequences * tokens / 8][features][8]. */
  readonly output: TrainingValue;
  readonly sequences: number;
  /** Room of a sequence, a multiple of 8. */
  readonly tokens: number;
  readonly shard: number;
  readonly name?: string;
}

/**
 * A token is the sum of its rows of several tables and of its position's row. A token whose id in the first table is
 * negative is padding: 0, without gradient; a negative id of another table adds nothing. An id beyond its table stops the
 * program with a WebAssembly trap; `packTokens` refuses it before that.
 */
export class EmbeddingOperator implements TrainingOperator {
  readonly name: string;
  readonly #options: EmbeddingOptions;
  readonly #descriptorsAt: number;
  readonly #scratch: FloatArray;

  /** @throws RangeError where shapes do not fit or a table has no room for the shard's lookups */
  constructor(memory: TrainingMemory, options: EmbeddingOptions) {
    const { tables, positions, output, sequences, tokens, shard, name = 'embedding' } = options;
    const features = output.channels;
    const groups = groupsOf(name, sequences, tokens);
    checkTokens(name, [{ role: 'output', value: output, groups }]);
    const others = tables.filter(({ table }) => table.features !== features).map(({ table }) => table);
    if (tables.length === 0 || others.length > 0) {
      const found = others.map((table) => `'${table.name}' of ${table.features}`).join(', ') || 'no table';
      throw new RangeError(`${name}: ${found}; output '${output.name}' needs tables of ${features} features`);
    }
    if (positions && String(positions.shape) !== String([tokens, features])) {
      throw new RangeError(
        `${name}: ${positions.name} has shape [${positions.shape}]; it must be [${tokens},${features}]`,
      );
    }
    this.name = name;
    this.#options = options;
    this.#descriptorsAt = memory.integers(
      tables.flatMap(({ table, idsAt }) => table.reserve(shard, groups * 8, idsAt)),
    );
    this.#scratch = memory.floats(2 * features + 16);
  }

  forward(program: KernelProgram, _pass: TrainingPass): void {
    const { output, positions } = this.#options;
    program.call(
      'embeddingForward',
      ...this.#arguments(positions?.values.at ?? 0),
      ...[output.at, output.groupBytes, this.#scratch.at],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, _written: Set<TrainingValue>): void {
    const { output, positions, shard } = this.#options;
    program.call(
      'embeddingBackward',
      ...this.#arguments(positions ? positions.gradients[shard]!.at : 0),
      ...[output.gradientAt, output.groupBytes, this.#scratch.at],
    );
  }

  #arguments(positionsAt: number): number[] {
    const { tables, output, tokens } = this.#options;
    return [this.#descriptorsAt, tables.length, positionsAt, output.groups, tokens, output.channels];
  }
}
