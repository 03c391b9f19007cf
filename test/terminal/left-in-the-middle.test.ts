import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { endLeftOvers, openPty, type PtyScreen } from './pty-screen.ts';
import { savedRun } from './saved-run.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-left-'));
afterAll(() => {
  endLeftOvers();
  rmSync(folder, { recursive: true, force: true });
});

/** Looks as often as it can: what is waited for may be gone a moment later. */
async function until(holds: () => boolean, screen: PtyScreen): Promise<void> {
  const start = performance.now();
  while (!holds()) {
    if (performance.now() - start > 45_000 || !screen.isRunning())
      throw new Error(`waited in vain; the screen is\n${screen.text()}`);
    await sleep(1);
  }
}

const ways: Readonly<Record<string, (screen: PtyScreen) => void>> = {
  q: (screen) => screen.press('q'),
  'Ctrl-C': (screen) => screen.press('\x03'),
  SIGTERM: (screen) => screen.kill('SIGTERM'),
};

/** The dashboard on a run whose trace takes a second to write, in a folder of its own. */
async function open(name: string): Promise<{ readonly screen: PtyScreen; readonly made: () => string[] }> {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  run ??= savedRun(folder, { horizonS: 3000, policies: 'dense' });
  const command = [join(packageRoot(), 'dist/sim/cli/bin.js'), 'dash', await run, '--cache', folder];
  // The run names its scenario, and that its network, by where they are from there.
  const given = ['short.yaml', 'digits-ladder.onnx'];
  for (const file of given) copyFileSync(join(folder, file), join(cwd, file));
  const made = () => readdirSync(cwd).filter((file) => !given.includes(file));
  return { screen: openPty(command, 100, 30, {}, cwd), made };
}
let run: Promise<string> | null = null;

describe('the dashboard, left while it writes', () => {
  it.each(Object.entries(ways))('leaves no half of a trace behind: %s', async (way, leave) => {
    const { screen, made } = await open(way);
    await screen.waitFor(/\[1 Overview\][\s\S]*q quit/);
    screen.press('4');
    await until(() => /\[4 Timeline\][\s\S]*█ R/.test(screen.text()), screen);
    screen.press('o');
    await until(() => made().some((name) => name.endsWith('.part')), screen);
    leave(screen);
    await screen.exited;
    expect(made()).toEqual([]);
    expect(screen.isAlternate()).toBe(false);
  });

  it('leaves a report whole or none', async () => {
    const { screen, made } = await open('report');
    await screen.waitFor(/\[1 Overview\][\s\S]*q quit/);
    screen.press('5');
    await screen.waitFor(/\[5 Energy\]/);
    screen.press('w');
    await until(() => made().length > 0, screen);
    screen.kill('SIGTERM');
    await screen.exited;
    // The process that writes hears of it a moment later.
    const isTidy = () => {
      const [report] = made();
      if (report === undefined) return true;
      const files = readdirSync(join(folder, 'report', report));
      return ['report.html', 'report.json', 'report.md'].every((name) => files.includes(name));
    };
    for (let looks = 0; !isTidy() && looks < 100; looks++) await sleep(50);
    expect(isTidy()).toBe(true);
  });
});
