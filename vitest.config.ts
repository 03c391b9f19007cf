import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/helpers/longest-first.ts';

// CI asks for the runner's own counts in a file; people see the default reporter.
const countsFile = process.env['SPARSEWATT_TEST_COUNTS'];

/** Wants to be the first that asks for a GPU. */
const alone = ['test/kernels/backends/gpujs/device-lost.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/helpers/fixed-seed.ts', 'test/helpers/equal-bytes.ts'],
    globalSetup: ['test/helpers/build-when-stale.ts', 'test/helpers/software-vulkan.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'suite',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: alone,
          // Compiled kernels and parsed models are shared by the files of a worker.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
    reporters: countsFile ? ['default', ['json', { outputFile: countsFile }]] : ['default'],
  },
});
