import type { BatchNormStatistics } from '../batch-norm-statistics.ts';
import type { KernelProgram } from '../kernel-program.ts';
import type { Parameter } from '../parameter.ts';
import type { TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkShapes } from './check-shapes.ts';
import { claimGradient } from './claim-gradient.ts';
import { strides } from './strides.ts';

export interface BatchNormSpec {
  readonly name: string;
  readonly input: TrainingValue;
  /** Same shape as the input; borders may differ. */
  readonly output: TrainingValue;
  readonly shard: number;
  /** gamma and beta, [levels][channels]. */
  readonly scale: Parameter;
  readonly bias: Parameter;
  readonly statistics: BatchNormStatistics;
  /** Added to the variance. Default 1e-5. */
  readonly epsilon?: number;
  readonly relu: boolean;
  /** Added before ReLU. */
  readonly residual?: TrainingValue;
}

/**
 * Batch normalisation (Ioffe and Szegedy 2015) with gamma, beta and running statistics a level, residual and ReLU in the
 * same pass: y = relu(gamma (x - mean) / sqrt(variance + epsilon) + beta + residual). Training uses the statistics of the
 * shard alone (ghost batches, Hoffer et al. 2017), so that results do not depend on the number of threads.
 */
export class BatchNormOperator implements TrainingOperator {
  readonly name: string;
  readonly #spec: BatchNormSpec;
  /** Mean and 1 / standard deviation by channel, of the last training pass. */
  readonly #savedAt: number;

  constructor(memory: TrainingMemory, spec: BatchNormSpec) {
    const { name, input, output, residual, scale, statistics } = spec;
    checkShapes(name, input, output);
    if (residual) checkShapes(name, input, residual);
    const sets = statistics.levels * input.channels;
    if (statistics.channels !== input.channels || scale.values.length < sets) {
      throw new RangeError(
        `${name}: ${input.name} has ${input.channels} channels; statistics ${statistics.levels} levels of ` +
          `${statistics.channels} channels, ${scale.name} ${scale.values.length} values; they must agree`,
      );
    }
    this.name = name;
    this.#spec = spec;
    this.#savedAt = memory.floats(input.channels * 2).at;
  }

  forward(program: KernelProgram, { level, mode }: TrainingPass): void {
    const { input, output, residual, shard, scale, bias, statistics, epsilon = 1e-5, relu } = this.#spec;
    const offset = level * input.channels * 4;
    program.call(
      mode === 'train' ? 'batchNormTrain' : 'batchNormEvaluate',
      ...[
        input.at + input.originBytes,
        ...strides(input),
        output.at + output.originBytes,
        ...strides(output),
      ],
      ...(residual ? [residual.at + residual.originBytes, ...strides(residual)] : [0, 0, 0, 0]),
      ...[input.groups, input.channels, input.height, input.width],
      ...[scale.values.at + offset, bias.values.at + offset, epsilon, relu ? 0 : Number.NEGATIVE_INFINITY],
      ...(mode === 'train' ? [this.#savedAt, statistics.batchAt(shard, level)] : statistics.runningAt(level)),
    );
  }

  backward(program: KernelProgram, { level, mode }: TrainingPass, written: Set<TrainingValue>): void {
    if (mode !== 'train')
      throw new Error(`${this.name}: no backward pass in mode ${mode}; compile it for train`);
    const { input, output, residual, shard, scale, bias, relu } = this.#spec;
    const offset = level * input.channels * 4;
    const dx = claimGradient(input, written);
    const dr = residual ? claimGradient(residual, written) : { at: 0, add: 0 };
    program.call(
      'batchNormBackward',
      ...[input.at + input.originBytes, dx.at, dx.add, ...strides(input)],
      ...[output.at + output.originBytes, output.gradientAt + output.originBytes, ...strides(output)],
      ...[dr.at, dr.add, ...(residual ? strides(residual) : [0, 0, 0])],
      ...[input.groups, input.channels, input.height, input.width],
      ...[this.#savedAt, scale.values.at + offset, bias.values.at + offset],
      ...[scale.gradients[shard]!.at + offset, bias.gradients[shard]!.at + offset],
      !relu ? 0 : residual ? 1 : 2,
    );
  }
}
