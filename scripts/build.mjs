// Builds everything that is generated: WebAssembly, TypeScript, the gpu.js bundle, JSON Schemas, the commit that all is of.
// `--if-stale` does nothing when no source is newer than the last build; `--clean` leaves nothing of earlier builds.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');

const newest = (path) => {
  const s = statSync(path);
  if (!s.isDirectory()) return s.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

/** What is built from. */
const sources = ['sim', 'kernels', 'scripts', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

export const isStale = () =>
  !existsSync(stamp) || sources.some((path) => newest(join(root, path)) > statSync(stamp).mtimeMs);

/** Commit that the sources are of, `+changed` where they differ from it; 'unknown' outside a checkout of this package. */
function commit() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const git = (...args) =>
    execFileSync('git', args, {
      cwd: root,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    // A copy of the package within somebody else's checkout has no commit of its own.
    if (realpathSync(git('rev-parse', '--show-toplevel')) !== realpathSync(root)) return 'unknown';
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain', '--', ...sources) === '' ? '' : '+changed'}`;
  } catch {
    return 'unknown';
  }
}

const steps = [
  ['WebAssembly kernels', ['scripts/build-wasm.mjs']],
  ['gpu.js bundle', ['scripts/bundle-gpu.mjs']],
  ['type declarations', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']],
  ['bundles', ['scripts/bundle.mjs']],
  ['JSON Schemas', ['dist/sim/json-schema/write-schemas.js']],
];

export function build() {
  const started = new Date();
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const [what, args] of steps) {
    try {
      execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      throw new Error(`building ${what} failed\n${error.stdout ?? ''}${error.stderr ?? ''}`);
    }
  }
  writeFileSync(join(root, 'dist', 'commit.txt'), `${commit()}\n`);
  // The time of the start: a source saved while the build ran is newer.
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--clean')) rmSync(join(root, 'dist'), { recursive: true, force: true });
  if (!process.argv.includes('--if-stale') || isStale()) {
    try {
      build();
    } catch (error) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
  }
}
