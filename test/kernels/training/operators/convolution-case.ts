import { matrixIndex, matrixParameter } from '../../../../kernels/training/matrix-parameter.ts';
import { vectorParameter } from '../../../../kernels/training/parameter.ts';
import { TrainingMemory } from '../../../../kernels/training/training-memory.ts';
import { type TrainingValue, trainingValue } from '../../../../kernels/training/training-value.ts';
import { outputSize, type ReferenceShape } from './convolution-reference.ts';

export interface CaseOptions {
  readonly inputBorder?: number;
  readonly outputBorder?: number;
  readonly inputGradient?: boolean;
  readonly shards?: number;
}

/** Values and parameters of a convolution in a memory of their own. */
export class ConvolutionCase {
  readonly memory = new TrainingMemory();
  readonly shape: ReferenceShape;
  readonly input: TrainingValue;
  readonly output: TrainingValue;
  readonly weights;
  readonly bias;

  constructor(shape: ReferenceShape, options: CaseOptions = {}) {
    const { channels, rows, kernel, padding, height, width } = shape;
    const groups = shape.samples / 8;
    this.shape = shape;
    const border = options.inputBorder ?? padding;
    const gradient = options.inputGradient ?? true;
    this.input = trainingValue(this.memory, 'x', { channels, height, width, border, groups, gradient });
    const outputBorder = options.outputBorder ?? Math.max(0, kernel - 1 - padding);
    const size = outputSize(shape);
    this.output = trainingValue(this.memory, 'y', { channels: rows, ...size, border: outputBorder, groups });
    this.weights = matrixParameter(this.memory, 'w', rows, channels * kernel * kernel, options.shards ?? 1);
    this.bias = vectorParameter(this.memory, 'b', [rows], options.shards ?? 1);
  }

  /** Index of every element [samples][channels][height][width] of a value in the array that begins at its address. */
  places(value: TrainingValue): Uint32Array {
    const out: number[] = [];
    for (let n = 0; n < value.groups * 8; n++) {
      for (let c = 0; c < value.channels; c++) {
        const plane = (n >> 3) * value.groupBytes + c * value.planeBytes + value.originBytes;
        for (let y = 0; y < value.height; y++) {
          for (let x = 0; x < value.width; x++) {
            out.push((plane + y * value.rowBytes + x * 32) / 4 + (n & 7));
          }
        }
      }
    }
    return Uint32Array.from(out);
  }

  /** All of a value, border and rows of padding included. */
  storage(value: TrainingValue, at: number): Float32Array {
    return this.memory.arena.floats(at, (value.groups * value.groupBytes) / 4);
  }

  write(value: TrainingValue, at: number, from: ArrayLike<number>): void {
    const storage = this.storage(value, at);
    this.places(value).forEach((place, i) => {
      storage[place] = from[i]!;
    });
  }

  read(value: TrainingValue, at: number): Float32Array {
    const storage = this.storage(value, at);
    return Float32Array.from(this.places(value), (place) => storage[place]!);
  }

  /** Index of every element [rows][columns] of the matrix in its storage. */
  matrixPlaces(): Uint32Array {
    const { rows, columns } = this.weights;
    return Uint32Array.from({ length: rows * columns }, (_, i) =>
      matrixIndex(this.weights, Math.floor(i / columns), i % columns),
    );
  }
}

/** Uniform float32 numbers from -1 to 1, the same for the same seed. */
export function uniform(length: number, seed: number): Float32Array {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return Float32Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return (state / 2 ** 31 - 1) as number;
  });
}
