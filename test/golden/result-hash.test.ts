import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { runScenario } from '../../sim/scenario/run-scenario.ts';

const cacheFolder = mkdtempSync(join(tmpdir(), 'sparsewatt-golden-'));
afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));

describe('the main job', () => {
  it('gives the committed result hash (npm run bench -- determinism --write renews it)', {
    timeout: 240_000,
  }, async () => {
    const golden = JSON.parse(readFileSync(new URL('./result-hash.json', import.meta.url), 'utf8'));
    const scenario = await openScenario(join(packageRoot(), golden.scenario), cacheFolder);
    // Without the live check, which test/sparsity/verify-live.test.ts does: the hash does not depend on it.
    const options = { seed: golden.seed, live: false, threads: 2, version: 'test', cacheFolder };
    const { report } = await runScenario(scenario, options);
    expect(report.resultHash).toBe(golden.resultHash);
  });
});
