import type { KernelProgram } from './kernel-program.ts';
import { trainingKernels } from './training-kernels.ts';

const indices = new Map(trainingKernels.map((name, i) => [name as string, i]));

/** A program as float64: per call the kernel's index, the number of arguments, the arguments. */
export function encodeProgram(program: KernelProgram): Float64Array {
  const words: number[] = [];
  for (const { kernel, args } of program.calls) words.push(indices.get(kernel)!, args.length, ...args);
  return Float64Array.from(words);
}

/** Runs words `from` to `end`. */
export function runProgram(
  words: Float64Array,
  from: number,
  end: number,
  kernels: readonly ((...args: number[]) => number)[],
): void {
  for (let i = from; i < end; ) {
    const args = words.subarray(i + 2, i + 2 + words[i + 1]!);
    kernels[words[i]!]!(...args);
    i += 2 + args.length;
  }
}
