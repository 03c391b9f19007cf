import type { KernelProgram } from '../kernel-program.ts';
import type { Parameter } from '../parameter.ts';
import type { FloatArray, TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkTokens } from './check-tokens.ts';
import { claimGradient } from './claim-gradient.ts';

/** Values are [groups][features][8]; gamma and beta are [features]. */
export interface LayerNormOptions {
  readonly input: TrainingValue;
  readonly output: TrainingValue;
  readonly gamma: Parameter;
  readonly beta: Parameter;
  readonly shard: number;
  /** Added to the variance, default 1e-5. */
  readonly epsilon?: number;
  readonly name?: string;
}

/** y = (x - mean) / sqrt(variance + epsilon) * gamma + beta over the features of each token (Ba et al., 2016). */
export class LayerNormOperator implements TrainingOperator {
  readonly name: string;
  readonly #options: LayerNormOptions;
  /** Mean and 1 / deviation of each token, [groups][2][8]. */
  readonly #statistics: FloatArray;
  readonly #sums: FloatArray;

  /** @throws RangeError where shapes do not fit */
  constructor(memory: TrainingMemory, options: LayerNormOptions) {
    const { input, output, gamma, beta, name = 'layerNorm' } = options;
    const { groups, channels } = input;
    checkTokens(name, [
      { role: 'input', value: input, gradient: false },
      { role: 'output', value: output, groups, channels },
    ]);
    for (const { name: parameter, shape } of [gamma, beta]) {
      if (shape.length !== 1 || shape[0] !== channels) {
        throw new RangeError(
          `${name}: ${parameter} has shape [${shape}]; input '${input.name}' needs [${channels}]`,
        );
      }
    }
    this.name = name;
    this.#options = options;
    this.#statistics = memory.floats(groups * 16);
    this.#sums = memory.floats(channels * 8);
  }

  forward(program: KernelProgram, _pass: TrainingPass): void {
    const { input, output, gamma, beta, epsilon = 1e-5 } = this.#options;
    program.call(
      'layerNormForward',
      ...[input.at, input.groupBytes, output.at, output.groupBytes, input.groups, input.channels],
      ...[gamma.values.at, beta.values.at, epsilon, this.#statistics.at],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { input, output, gamma, beta, shard } = this.#options;
    const add = input.gradientAt === 0 ? 0 : claimGradient(input, written).add;
    program.call(
      'layerNormBackward',
      ...[input.at, input.gradientAt, add, input.groupBytes, output.gradientAt, output.groupBytes],
      ...[
        input.groups,
        input.channels,
        gamma.values.at,
        gamma.gradients[shard]!.at,
        beta.gradients[shard]!.at,
      ],
      ...[this.#statistics.at, this.#sums.at],
    );
  }
}
