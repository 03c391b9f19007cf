import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';

export interface ImageInputSpec {
  readonly name: string;
  /** Address of bytes [images][height][width]. */
  readonly imagesAt: number;
  /** Address of int32 [groups * 8]: image of each lane; below 0 the lane is all 0. */
  readonly indicesAt: number;
  /**
   * Address of int32 [groups * 8][7]: mirror (0 or 1), pixels down and right, then the rectangle to erase: top, left,
   * height, width (0: none). Used in training only. Default: none.
   */
  readonly changesAt?: number;
  /** Of the data set, in bytes' units (0 to 255). */
  readonly mean: number;
  readonly deviation: number;
  /** One channel, as large as the images. */
  readonly output: TrainingValue;
}

/**
 * Reads a batch of grey images: (byte - mean) / deviation. An image is mirrored, then moved (byte 0 comes in), then the
 * rectangle is set to 0, the mean.
 */
export class ImageInputOperator implements TrainingOperator {
  readonly name: string;
  readonly #spec: ImageInputSpec;

  constructor(spec: ImageInputSpec) {
    const { name, output } = spec;
    if (output.channels !== 1) {
      throw new RangeError(`${name}: ${output.name} has ${output.channels} channels; grey images have 1`);
    }
    this.name = name;
    this.#spec = spec;
  }

  forward(program: KernelProgram, { mode }: TrainingPass): void {
    const { imagesAt, indicesAt, changesAt = 0, mean, deviation, output } = this.#spec;
    program.call(
      'loadImages',
      ...[imagesAt, indicesAt, mode === 'train' ? changesAt : 0],
      ...[output.at + output.originBytes, output.groupBytes, output.rowBytes],
      ...[output.groups, output.height, output.width, mean, 1 / deviation],
    );
  }

  backward(): void {}
}
