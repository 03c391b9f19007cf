import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One call of the built command with an empty cache: what it printed and how long the process took. */
export function sparsewatt(args: readonly string[]): { stdout: string; seconds: number } {
  const cache = mkdtempSync(join(tmpdir(), 'sparsewatt-bench-'));
  const start = performance.now();
  const run = spawnSync(process.execPath, ['dist/sim/cli/bin.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  const seconds = (performance.now() - start) / 1000;
  rmSync(cache, { recursive: true, force: true });
  if (run.status !== 0)
    throw new Error(`sparsewatt ${args.join(' ')}: exit code ${run.status}\n${run.stderr}`);
  return { stdout: run.stdout, seconds };
}
