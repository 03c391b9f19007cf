// Compiles the AssemblyScript kernels twice to dist/wasm: `reproducible`, with instructions of one IEEE result only
// (its hash is part of every outcome table's key, so the flags are part of the product), and `fast`, with relaxed SIMD,
// whose roundings differ between processors. Both take a shared memory, so that worker threads can join. The kernels of
// training and those of one-image programs are modules of their own, so that their changes leave the hash of the inference
// kernels alone. The timing model of spiking chips computes in doubles, one by one: it has one build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}/dist/wasm`, { recursive: true });

const kernels = 'kernels/backends/wasm/assembly';
const timing = 'sim/targets/neuromorphic/chip/timing/assembly';
const builds = { reproducible: [], fast: ['--enable', 'relaxed-simd'] };
const modules = [
  ['index.ts', ''],
  ['training/index.ts', 'training-'],
  ['program/index.ts', 'program-'],
];
const jobs = Object.entries(builds).flatMap(([name, features]) =>
  modules.map(([entry, prefix]) => ({ entry: `${kernels}/${entry}`, out: `${prefix}${name}`, features })),
);
jobs.push({ entry: `${timing}/semi-analytic.ts`, out: 'chip-timing', features: [] });

// The compiler takes half a minute, so it runs only where a source, a flag, this script or its own version changed.
const key = createHash('sha256');
key.update(createRequire(import.meta.url)('assemblyscript/package.json').version);
key.update(readFileSync(fileURLToPath(import.meta.url)));
for (const folder of [kernels, timing])
  for (const name of readdirSync(`${root}/${folder}`, { recursive: true }).sort())
    if (name.endsWith('.ts') || name.endsWith('.json'))
      key.update(name).update(readFileSync(`${root}/${folder}/${name}`));

const madeFrom = `${root}/dist/wasm/made-from.txt`;
const wanted = key.digest('hex');
const kept = existsSync(madeFrom) && readFileSync(madeFrom, 'utf8') === wanted;
const missing = jobs.filter(({ out }) => !kept || !existsSync(`${root}/dist/wasm/${out}.wasm`));

for (const { entry, out, features } of missing) {
  const { error, stderr } = await asc.main([
    entry,
    ...['--baseDir', root, '--outFile', `dist/wasm/${out}.wasm`],
    ...['-O3', '--enable', 'simd', '--enable', 'threads', ...features],
    ...['--runtime', 'stub', '--importMemory', '--sharedMemory', '--maximumMemory', '65536'],
    ...['--noAssert', '--converge'],
  ]);
  if (error) {
    process.stderr.write(`${stderr.toString()}\n${error.message}\n`);
    process.exit(1);
  }
}
writeFileSync(madeFrom, wanted);
