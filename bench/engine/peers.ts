import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** How a contestant is started, before `time|memory` and the job; or why it cannot be. */
export type Program =
  | {
      readonly command: readonly string[];
      /** Arguments between the mode and the job. */
      readonly rest?: readonly string[];
      readonly version: string;
    }
  | { readonly missing: string };

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const cache = fileURLToPath(new URL('../../.cache/bench/engine/', import.meta.url));

/** Folder for generated files; the next run makes them anew. */
export function cacheFile(name: string): string {
  mkdirSync(cache, { recursive: true });
  return cache + name;
}

const firstLine = (text: string) => text.trim().split('\n')[0]!;

/** The JavaScript contestants as one plain file: no loader, and no thread of one, inside the measured process. */
export async function bundleChild(): Promise<string> {
  const outfile = cacheFile('child.mjs');
  await build({
    entryPoints: [here('child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2023',
    logLevel: 'error',
  });
  return outfile;
}

/** A file beside the peers' own node_modules. */
export const besidePeers = here('../package.json');

export function simjsVersion(): string {
  const file = createRequire(besidePeers).resolve('simjs/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

const python = '/usr/bin/python3';
const askSimpy = 'import simpy, sys; print(f"{simpy.__version__}, Python {sys.version.split()[0]}")';

/** SimPy of the system's Python; installed from Debian's packages where it is absent. */
export function findSimpy(): Program {
  const ask = () => firstLine(execFileSync(python, ['-c', askSimpy], { encoding: 'utf8', stdio: 'pipe' }));
  const found = () => ({ command: [python, here('simpy-peer.py')], version: `SimPy ${ask()}` });
  try {
    return found();
  } catch {}
  process.stderr.write('installing SimPy (apt-get install python3-simpy3) ...\n');
  const apt = (...args: string[]) => execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 2] });
  try {
    try {
      apt('install', '-y', 'python3-simpy3');
    } catch {
      apt('update');
      apt('install', '-y', 'python3-simpy3');
    }
    return found();
  } catch {
    return { missing: 'no SimPy for /usr/bin/python3, and apt-get install python3-simpy3 failed' };
  }
}

/** The C++ loops, compiled for this machine. */
export function compileQueues(): Program {
  const binary = cacheFile('queues');
  try {
    const version = firstLine(execFileSync('g++', ['--version'], { encoding: 'utf8', stdio: 'pipe' }));
    const flags = ['-std=c++17', '-O3', '-march=native', '-o', binary];
    execFileSync('g++', [...flags, here('queues.cpp')], { stdio: ['ignore', 'ignore', 2] });
    return { command: [binary], version: `${version}, -O3 -march=native` };
  } catch {
    return { missing: 'no g++ that compiles bench/engine/queues.cpp' };
  }
}
