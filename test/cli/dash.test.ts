import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { greenRun } from '../report/green-sample.ts';
import { fakeContext } from './fake-context.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-dash-'));
  await writeFile(join(folder, 'run.json'), JSON.stringify(greenRun()));
});

async function call(of: { readonly interactive: boolean; readonly TERM: string }, ...args: string[]) {
  const { context, stdout, stderr } = fakeContext(folder, { TERM: of.TERM });
  const code = await main(['dash', ...args], { ...context, interactive: of.interactive });
  return { code, out: stdout(), err: stderr() };
}

const nowhere = { interactive: false, TERM: 'xterm' };

describe('sparsewatt dash', () => {
  it.each([
    ['no terminal', nowhere],
    ['a terminal that cannot be drawn on', { interactive: true, TERM: 'dumb' }],
  ])('prints the plain table on %s', async (_what, on) => {
    const { code, out } = await call(on, 'run.json');
    expect(code).toBe(0);
    expect(out).toContain('sparsewatt dash    on a terminal opens the dashboard');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what must not be there
    expect(out).not.toMatch(/\x1b/);
  });

  it('refuses flags of a scenario for a saved run', async () => {
    for (const flags of [
      ['--seed', '7'],
      ['--target', 'nucleo-l4r5zi'],
    ]) {
      const { code, err } = await call(nowhere, 'run.json', ...flags);
      expect(code).toBe(2);
      expect(err).toContain(`${flags[0]} is for scenarios, and run.json is a saved run`);
      expect(err).toContain('sparsewatt dash SCENARIO');
    }
  });
});
