import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkTokens, groupsOf } from './check-tokens.ts';
import { claimGradient } from './claim-gradient.ts';
import type { MeanTokensOptions } from './mean-tokens-operator.ts';

/** Largest value of each feature over the true tokens of each sequence, sequences becoming lanes; 0 of an empty one. */
export class MaxTokensOperator implements TrainingOperator {
  readonly name: string;
  readonly #options: MeanTokensOptions;
  /** int32 [sequences][features]: the token that was largest. */
  readonly #placesAt: number;
  readonly #spareAt: number;

  /** @throws RangeError where shapes do not fit */
  constructor(memory: TrainingMemory, options: MeanTokensOptions) {
    const { input, output, sequences, tokens, name = 'maxTokens' } = options;
    checkTokens(name, [
      { role: 'input', value: input, groups: groupsOf(name, sequences, tokens) },
      { role: 'output', value: output, groups: Math.ceil(sequences / 8), channels: input.channels },
    ]);
    this.name = name;
    this.#options = options;
    this.#placesAt = memory.floats(sequences * input.channels).at;
    this.#spareAt = memory.floats(16).at;
  }

  forward(program: KernelProgram, _pass: TrainingPass): void {
    const { input, output, sequences, tokens, lengthsAt } = this.#options;
    program.call(
      'maxTokensForward',
      ...[input.at, input.groupBytes, output.at, output.groupBytes],
      ...[input.channels, sequences, tokens, lengthsAt, this.#placesAt, this.#spareAt],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { input, output, sequences, tokens } = this.#options;
    program.call(
      'maxTokensBackward',
      ...[input.gradientAt, claimGradient(input, written).add, input.groupBytes],
      ...[output.gradientAt, output.groupBytes, input.channels, sequences, tokens, this.#placesAt],
    );
  }
}
