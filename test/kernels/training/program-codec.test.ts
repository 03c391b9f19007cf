import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import { encodeProgram, runProgram } from '../../../kernels/training/program-codec.ts';
import { trainingKernels } from '../../../kernels/training/training-kernels.ts';

const calls = fc.array(
  fc.tuple(fc.constantFrom(...trainingKernels), fc.array(fc.double(), { maxLength: 30 })),
  { maxLength: 20 },
);

test.prop([fc.array(calls, { minLength: 1, maxLength: 5 })], { seed: 1, numRuns: 100 })(
  'programs, put one behind another, make the calls that were written, each its own',
  (programs) => {
    const made: [string, number[]][] = [];
    const kernels = trainingKernels.map((name) => (...args: number[]) => {
      made.push([name, args]);
      return 0;
    });
    const encoded = programs.map((list) => {
      const program = new KernelProgram();
      for (const [kernel, args] of list) program.call(kernel, ...args);
      return encodeProgram(program);
    });
    const words = Float64Array.from(encoded.flatMap((part) => [...part]));
    let from = 0;
    programs.forEach((list, i) => {
      made.length = 0;
      runProgram(words, from, from + encoded[i]!.length, kernels);
      expect(made).toEqual(list);
      from += encoded[i]!.length;
    });
  },
);
