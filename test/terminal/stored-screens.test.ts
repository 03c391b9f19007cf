import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { endLeftOvers, openPty, type PtyScreen } from './pty-screen.ts';
import { savedRun } from './saved-run.ts';

// What a user sees of a real run, at four sizes. After a change that is meant: npx vitest run test/terminal/stored-screens.test.ts -u
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-stored-'));
let run: string;
beforeAll(async () => {
  run = await savedRun(folder, { pairedSeeds: 2 });
});
afterAll(() => {
  endLeftOvers();
  rmSync(folder, { recursive: true, force: true });
});

/** Each screen with the keys that show it and what is there once all its answers have come. */
const screens: readonly (readonly [name: string, keys: string, whole: RegExp])[] = [
  ['overview', '1', /all seeds: /],
  ['targets', '2', /\[2 Targets\][\s\S]*·[^–]*$/m],
  ['units', '2\r', /multiply-accumulates/],
  ['policies', '\x1b3', /\[3 Policies\]/],
  ['timeline', '4T12.5\r\r', /\[4 Timeline\][\s\S]*(request|rest)/],
  ['energy', '5', /\[5 Energy\][\s\S]*(use|making)/],
  ['why', '6', /\[6 Why\][\s\S]*repetition 1 of 2/],
];

/** The screen when it has stayed the same for a while: nothing that was asked is still to come. */
async function settled(screen: PtyScreen, whole: RegExp): Promise<string> {
  await screen.waitFor(whole);
  let text = screen.text();
  for (let same = 0; same < 20; same++) {
    await sleep(30);
    if (screen.text() === text) continue;
    text = screen.text();
    same = 0;
  }
  return text;
}

describe.concurrent('stored screens', () => {
  it.for([
    [60, 16],
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const)('%i columns, %i rows', async ([columns, rows], { expect: expectHere }) => {
    const command = [join(packageRoot(), 'dist/sim/cli/bin.js'), 'dash', run, '--cache', folder];
    const screen = openPty(command, columns, rows, {}, folder);
    await screen.waitFor(/\[1 Overview\][\s\S]*q quit/);
    const seen: string[] = [];
    for (const [name, keys, whole] of screens) {
      screen.press(keys);
      const title = ` ${name} at ${columns}x${rows} `;
      seen.push(title.padStart(20, '=').padEnd(columns, '='), await settled(screen, whole));
    }
    screen.press('q');
    expect((await screen.exited).exitCode).toBe(0);
    expect(screen.wipes()).toBe(0);
    await expectHere(`${seen.join('\n')}\n`).toMatchFileSnapshot(`screens/${columns}x${rows}.txt`);
  });
});
