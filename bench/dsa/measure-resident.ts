import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TaskPart } from '../../sim/data/task/task-part.ts';

const child = fileURLToPath(new URL('memory-child.ts', import.meta.url));
const warmup = fileURLToPath(new URL('../../scenarios/models/digits-small-025.onnx', import.meta.url));

/** A network to load in a process of its own. */
export interface ResidentJob {
  readonly name: string;
  readonly runtime: 'own' | 'node' | 'web';
  readonly file: string;
  /** Densest level that is loaded. */
  readonly level: number;
}

/** Bytes that a network adds to the resident memory of a process, median of `tries` processes; may be under 0 by noise. */
export function measureResident(jobs: readonly ResidentJob[], part: TaskPart, tries: number) {
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-bench-'));
  const feedsFile = join(folder, 'feeds.json');
  const stored = Object.entries(part.feeds(0, 1)).map(([name, { data, dims }]) => {
    const type = data instanceof Float32Array ? 'float32' : 'int64';
    return [name, { type, dims, data: Array.from(data) }] as const;
  });
  writeFileSync(feedsFile, JSON.stringify(Object.fromEntries(stored)));
  try {
    return jobs.map(({ name, runtime, file, level }) => {
      const bytes = Array.from({ length: tries }, () => {
        const args = [
          '--import',
          'tsx',
          '--expose-gc',
          child,
          runtime,
          file,
          String(level),
          warmup,
          feedsFile,
        ];
        const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        if (status !== 0) throw new Error(`${name}: exit code ${status}\n${stderr}`);
        return Number(stdout);
      });
      return { name, bytes: bytes.sort((a, b) => a - b)[tries >> 1]! };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
