import type { KernelBuild } from '../../kernels/index.ts';
import { seededValues } from '../../kernels/testing/seeded-values.ts';
import { KernelProgram } from '../../kernels/training/kernel-program.ts';
import { encodeProgram, runProgram } from '../../kernels/training/program-codec.ts';
import { trainingKernels } from '../../kernels/training/training-kernels.ts';
import { TrainingMemory } from '../../kernels/training/training-memory.ts';
import { instantiateTraining } from '../../kernels/training/training-module.ts';
import { type TrainingValue, trainingValue, type ValueShape } from '../../kernels/training/training-value.ts';

/** A training memory with kernels; values are written and read as [samples][channels][height][width]. */
export class TrainingBench {
  readonly memory = new TrainingMemory();
  readonly #kernels: ((...args: number[]) => number)[];

  constructor(build: KernelBuild) {
    const kernels = instantiateTraining(this.memory.arena.memory, build);
    this.#kernels = trainingKernels.map((name) => kernels[name]);
  }

  value(name: string, shape: ValueShape): TrainingValue {
    return trainingValue(this.memory, name, shape);
  }

  run(build: (program: KernelProgram) => void): void {
    const program = new KernelProgram();
    build(program);
    const words = encodeProgram(program);
    runProgram(words, 0, words.length, this.#kernels);
  }

  /** @param at `value.at` or `value.gradientAt` */
  write(value: TrainingValue, at: number, values: ArrayLike<number>): void {
    const memory = this.memory.arena.floats(at, (value.groups * value.groupBytes) / 4);
    placesOf(value).forEach((place, i) => {
      memory[place] = values[i]!;
    });
  }

  read(value: TrainingValue, at: number): Float32Array {
    const memory = this.memory.arena.floats(at, (value.groups * value.groupBytes) / 4);
    return Float32Array.from(placesOf(value), (place) => memory[place]!);
  }

  /** Whether all that lies outside the inner pixels of the channels is 0. */
  bordersZero(value: TrainingValue, at: number): boolean {
    const memory = this.memory.arena.floats(at, (value.groups * value.groupBytes) / 4).slice();
    for (const place of placesOf(value)) memory[place] = 0;
    return memory.every((v) => v === 0);
  }
}

/** Elements of the inner pixels: sample by sample, channel by channel. */
export function placesOf(value: TrainingValue): number[] {
  const { groups, channels, height, width } = value;
  const places: number[] = [];
  for (let sample = 0; sample < groups * 8; sample++) {
    const start = (sample >> 3) * value.groupBytes + value.originBytes + (sample & 7) * 4;
    for (let c = 0; c < channels; c++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          places.push((start + c * value.planeBytes + y * value.rowBytes + x * 32) / 4);
        }
      }
    }
  }
  return places;
}

/** Central differences of sum(weights * f(x)) by each element of x, with f in float64. */
export function numericGradient(
  f: (x: Float64Array) => ArrayLike<number>,
  x: ArrayLike<number>,
  weights: ArrayLike<number>,
  step = 1e-5,
): Float64Array {
  const at = Float64Array.from(x);
  const dot = () => {
    const y = f(at);
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += weights[i]! * y[i]!;
    return sum;
  };
  return at.map((v, i) => {
    at[i] = v + step;
    const up = dot();
    at[i] = v - step;
    const down = dot();
    at[i] = v;
    return (up - down) / (2 * step);
  });
}

/** Seeded values whose distance from 0 is at least 0.01, so that differences do not cross a kink there. */
export function awayFromZero(seed: number, length: number): Float32Array {
  return seededValues(seed, length, 'uniform').map((v) => v + (v < 0 ? -0.01 : 0.01));
}
