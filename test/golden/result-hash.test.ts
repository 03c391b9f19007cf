import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const cache = mkdtempSync(join(tmpdir(), 'sparsewatt-golden-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

describe('the main job', () => {
  it('gives the committed result hash (npm run bench -- determinism --write renews it)', {
    timeout: 240_000,
  }, () => {
    const golden = JSON.parse(readFileSync(new URL('./result-hash.json', import.meta.url), 'utf8'));
    const stdout = execFileSync(
      process.execPath,
      ['dist/sim/cli/bin.js', 'run', golden.scenario, '--seed', String(golden.seed), '--json'],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: { ...process.env, XDG_CACHE_HOME: cache },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const report = JSON.parse(stdout);
    expect(report.resultHash).toBe(golden.resultHash);
  });
});
