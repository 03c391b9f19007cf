// Compiles the AssemblyScript kernels twice to dist/wasm: `reproducible`, with instructions of one IEEE result only
// (its hash is part of every outcome table's key, so the flags are part of the product), and `fast`, with relaxed SIMD,
// whose roundings differ between processors. Both take a shared memory, so that worker threads can join.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}/dist/wasm`, { recursive: true });

const builds = { reproducible: [], fast: ['--enable', 'relaxed-simd'] };
for (const [name, features] of Object.entries(builds)) {
  const { error, stderr } = await asc.main([
    'kernels/backends/wasm/assembly/index.ts',
    ...['--baseDir', root, '--outFile', `dist/wasm/${name}.wasm`],
    ...['-O3', '--enable', 'simd', '--enable', 'threads', ...features],
    ...['--runtime', 'stub', '--importMemory', '--sharedMemory', '--maximumMemory', '65536'],
    ...['--noAssert', '--converge'],
  ]);
  if (error) {
    process.stderr.write(`${stderr.toString()}\n${error.message}\n`);
    process.exit(1);
  }
}
