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

/** Each screen with the keys that show it, and its title. */
const screens: readonly (readonly [name: string, keys: string, title: RegExp])[] = [
  ['overview', '1', /\[1 Overview\]/],
  ['targets', '2', /\[2 Targets\]/],
  ['units', '\r', /Units of/],
  ['policies', '\r', /\[3 Policies\]/],
  ['timeline', '4T12.5\r', /\[4 Timeline\][\s\S]* runs /],
  ['event', '\r', /window \d+ ms/],
  ['energy', '5', /\[5 Energy\]/],
  ['why', '6', /\[6 Why\]/],
];

/** What screens say while an answer is still to come. */
const waiting =
  /… (the run|assessing|reading|simulating|computing|asking|writing|\S+ is simulated|\S+: reading)|, recording /;

/** The screen when nothing is still to come and it has stayed the same for a while. */
async function settled(screen: PtyScreen, title: RegExp): Promise<string> {
  let text = '';
  for (let same = 0; same < 15; same++) {
    await screen.waitFor(() => title.test(screen.text()) && !waiting.test(screen.text()));
    if (screen.text() !== text) {
      text = screen.text();
      same = 0;
    }
    await sleep(30);
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
    for (const [name, keys, title] of screens) {
      screen.press(keys);
      const heading = ` ${name} at ${columns}x${rows} `;
      seen.push(heading.padStart(20, '=').padEnd(columns, '='), await settled(screen, title));
    }
    screen.press('q');
    expect((await screen.exited).exitCode).toBe(0);
    expect(screen.wipes()).toBe(0);
    await expectHere(`${seen.join('\n')}\n`).toMatchFileSnapshot(`screens/${columns}x${rows}.txt`);
  });
});
