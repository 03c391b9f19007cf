// Compiles the AssemblyScript kernels to dist/wasm/kernels.wasm. The result's hash is part of every outcome table's
// key, so the flags are part of the product: no relaxed SIMD, whose roundings differ between processors.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}/dist/wasm`, { recursive: true });

const { error, stderr } = await asc.main([
  'kernels/backends/wasm/assembly/index.ts',
  ...['--baseDir', root, '--outFile', 'dist/wasm/kernels.wasm'],
  ...['-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert', '--converge'],
]);
if (error) {
  process.stderr.write(`${stderr.toString()}\n${error.message}\n`);
  process.exit(1);
}
