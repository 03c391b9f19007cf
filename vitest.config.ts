import { defineConfig } from 'vitest/config';

// CI asks for the runner's own counts in a file; people see the default reporter.
const countsFile = process.env['SPARSEWATT_TEST_COUNTS'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    setupFiles: ['test/helpers/fixed-seed.ts'],
    globalSetup: ['test/helpers/build-when-stale.ts', 'test/helpers/software-vulkan.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Compiled kernels and parsed models are shared by the files of a worker; a third of the suite's time is saved.
    isolate: false,
    reporters: countsFile ? ['default', ['json', { outputFile: countsFile }]] : ['default'],
  },
});
