import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkTokens, groupsOf } from './check-tokens.ts';
import { claimGradient } from './claim-gradient.ts';

/** Input [sequences * tokens / 8][features][8 tokens], output [ceil(sequences / 8)][features][8 sequences]. */
export interface MeanTokensOptions {
  readonly input: TrainingValue;
  readonly output: TrainingValue;
  readonly sequences: number;
  /** Room of a sequence, a multiple of 8. */
  readonly tokens: number;
  /** Address of int32 [sequences]: true lengths, read at run time. */
  readonly lengthsAt: number;
  readonly name?: string;
}

/** Mean over the true tokens of each sequence, sequences becoming lanes; 0 of an empty sequence. */
export class MeanTokensOperator implements TrainingOperator {
  readonly name: string;
  readonly #options: MeanTokensOptions;

  /** @throws RangeError where shapes do not fit */
  constructor(options: MeanTokensOptions) {
    const { input, output, sequences, tokens, name = 'meanTokens' } = options;
    checkTokens(name, [
      { role: 'input', value: input, groups: groupsOf(name, sequences, tokens) },
      { role: 'output', value: output, groups: Math.ceil(sequences / 8), channels: input.channels },
    ]);
    this.name = name;
    this.#options = options;
  }

  forward(program: KernelProgram, _pass: TrainingPass): void {
    const { input, output, sequences, tokens, lengthsAt } = this.#options;
    program.call(
      'meanTokensForward',
      ...[input.at, input.groupBytes, output.at, output.groupBytes],
      ...[input.channels, sequences, tokens, lengthsAt],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { input, output, sequences, tokens, lengthsAt } = this.#options;
    program.call(
      'meanTokensBackward',
      ...[input.gradientAt, claimGradient(input, written).add, input.groupBytes],
      ...[output.gradientAt, output.groupBytes, input.channels, sequences, tokens, lengthsAt],
    );
  }
}
