// Bundles gpu.js with acorn and gpu-mock.js into dist/vendor/gpu.mjs, so that installing this package never installs
// gpu.js, whose optional dependency compiles OpenGL bindings for minutes. Not minified: gpu.js reads the sources of some
// of its own functions.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** In place of `gl`: whatever kernels/backends/gpujs/load-gl.ts has found on the user's machine, asked for when called. */
const lateGl = {
  name: 'late-gl',
  setup(bundle) {
    bundle.onResolve({ filter: /^gl$/ }, () => ({ path: 'gl', namespace: 'late-gl' }));
    bundle.onLoad({ filter: /.*/, namespace: 'late-gl' }, () => ({
      contents: `module.exports = (...size) => globalThis[Symbol.for('sparsewatt.gl')]?.(...size) ?? null;`,
    }));
  },
};

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}dist/vendor`, { recursive: true });
await build({
  entryPoints: [`${root}node_modules/gpu.js/src/index.js`],
  outfile: `${root}dist/vendor/gpu.mjs`,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  legalComments: 'inline',
  logLevel: 'error',
  plugins: [lateGl],
  banner: {
    js: "import { createRequire as sparsewattCreateRequire } from 'node:module'; const require = sparsewattCreateRequire(import.meta.url);",
  },
});

// The licences ask that their text goes with every copy.
const licences = ['gpu.js', 'gpu-mock.js', 'acorn'].map(
  (name) => `${name}\n\n${readFileSync(`${root}node_modules/${name}/LICENSE`, 'utf8').trim()}\n`,
);
writeFileSync(`${root}dist/vendor/LICENSES.txt`, licences.join('\n---\n\n'));
