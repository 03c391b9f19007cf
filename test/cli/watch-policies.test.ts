import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileChanges } from '../../sim/cli/file-changes.ts';
import { watchPolicies, watchRuns } from '../../sim/cli/watch-policies.ts';
import { sampleReport } from '../report/sample-report.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('watched runs', () => {
  it('shows the first run, then changes, and lives on through a broken file', async () => {
    const shown: string[] = [];
    const good = sampleReport();
    const failing = {
      ...good,
      resultHash: 'f'.repeat(64),
      results: good.results.map((row) => ({ ...row, notRun: 'failed: it threw' })),
    };
    const outcomes = [good, new Error('the file is broken'), failing, sampleReport()];
    let waits = 0;
    await watchRuns({
      run: async () => {
        const outcome = outcomes.shift()!;
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      changes: (async function* () {
        yield;
        yield;
        yield;
      })(),
      stopped: () => false,
      show: (text) => shown.push(text),
      first: () => 'first',
      waiting: () => waits++,
    });
    expect(shown[0]).toBe('first');
    expect(shown[1]).toContain('the file is broken');
    expect(shown[2]).toContain('failed: it threw');
    expect(shown[3]).toContain(
      `first:  ${good.scenario.file}, seed ${good.seed}, result ${good.resultHash.slice(0, 12)}`,
    );
    expect(waits).toBe(4);
  });

  it('needs an own policy', async () => {
    const { context } = fakeContext(folder);
    const flags = { watch: true, measure: false, full: false, json: false, policy: ['dense'] };
    await expect(watchPolicies(context, flags, undefined, folder)).rejects.toThrow(/needs an own policy/);
  });
});

describe('changes of files', () => {
  it('are noticed when the text changes, also before anyone waited, and end with the signal', async () => {
    const file = join(folder, 'mine.ts');
    writeFileSync(file, 'export default 1;\n');
    const stop = new AbortController();
    const changes = fileChanges([folder], stop.signal);
    writeFileSync(file, 'export default 2;\n');
    expect((await changes.next()).done).toBe(false);
    const next = changes.next();
    writeFileSync(file, 'export default 2;\n');
    writeFileSync(join(folder, 'notes.txt'), 'nothing to run');
    setTimeout(() => writeFileSync(file, 'export default 3;\n'), 150);
    expect((await next).done).toBe(false);
    setTimeout(() => stop.abort(), 20);
    expect((await changes.next()).done).toBe(true);
  });
});
