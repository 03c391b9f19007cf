import type { KernelBuild } from '../../../../kernels/backends/wasm/kernel-build.ts';
import { KernelProgram } from '../../../../kernels/training/kernel-program.ts';
import { encodeProgram, runProgram } from '../../../../kernels/training/program-codec.ts';
import { trainingKernels } from '../../../../kernels/training/training-kernels.ts';
import { TrainingMemory } from '../../../../kernels/training/training-memory.ts';
import { instantiateTraining } from '../../../../kernels/training/training-module.ts';
import type { TrainingPass } from '../../../../kernels/training/training-operator.ts';
import {
  type TrainingValue,
  trainingValue,
  type ValueShape,
} from '../../../../kernels/training/training-value.ts';

export const train: TrainingPass = { level: 0, mode: 'train' };

/** Seeded draws from about -1 to 1. */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * 0.99;
  };
}

export function drawn(seed: number, length: number): number[] {
  const draw = draws(seed);
  return Array.from({ length }, draw);
}

/** A memory, its kernels, and values by token: rows of numbers [tokens][features]. */
export class TokenHarness {
  readonly memory = new TrainingMemory();
  readonly #kernels: readonly ((...args: number[]) => number)[];

  constructor(build: KernelBuild) {
    const exports = instantiateTraining(this.memory.arena.memory, build);
    this.#kernels = trainingKernels.map((name) => exports[name]);
  }

  value(groups: number, channels: number, rest: Partial<ValueShape> = {}): TrainingValue {
    return trainingValue(this.memory, 'value', { groups, channels, height: 1, width: 1, ...rest });
  }

  integers(values: readonly number[]): number {
    return this.memory.integers(values.map((v) => v >>> 0));
  }

  run(build: (program: KernelProgram) => void): void {
    const program = new KernelProgram();
    build(program);
    const words = encodeProgram(program);
    runProgram(words, 0, words.length, this.#kernels);
  }

  write(value: TrainingValue, tokens: readonly number[], at = value.at): void {
    const floats = this.memory.arena.floats(at, (value.groups * value.groupBytes) / 4);
    for (const [i, v] of tokens.entries()) floats[index(value, i)] = v;
  }

  read(value: TrainingValue, at = value.at): number[] {
    const floats = this.memory.arena.floats(at, (value.groups * value.groupBytes) / 4);
    return Array.from({ length: value.groups * 8 * value.channels }, (_, i) => floats[index(value, i)]!);
  }
}

function index(value: TrainingValue, i: number): number {
  const [token, feature] = [Math.floor(i / value.channels), i % value.channels];
  return (token >> 3) * (value.groupBytes / 4) + feature * 8 + (token & 7);
}

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + v * b[i]!, 0);

/** Central differences of a float64 function in `count` of its arguments, spread evenly; `pick` gives the same ones. */
export function differences(
  f: (x: readonly number[]) => number,
  x: readonly number[],
  h = 1e-4,
  count = x.length,
): number[] {
  const moved = [...x];
  return pick(
    x.map((_, i) => i),
    count,
  ).map((i) => {
    moved[i] = x[i]! + h;
    const above = f(moved);
    moved[i] = x[i]! - h;
    const below = f(moved);
    moved[i] = x[i]!;
    return (above - below) / (2 * h);
  });
}

/** `count` of the values, at even distances. */
export function pick(values: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]!);
}
