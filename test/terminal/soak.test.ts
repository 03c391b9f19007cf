import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { shortScenario } from '../session/short-scenario.ts';
import { endLeftOvers, openPty } from './pty-screen.ts';
import { soak } from './soak.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-soak-'));
afterAll(() => {
  endLeftOvers();
  rmSync(folder, { recursive: true, force: true });
});

describe('the dashboard under random keys and sizes', () => {
  it('stays alive and leaves the terminal as it was (npm run bench -- screen --soak 10 goes on for minutes)', async () => {
    const file = shortScenario(folder);
    const command = [join(packageRoot(), 'dist/sim/cli/bin.js'), 'dash', file, '--cache', folder];
    const screen = openPty(command, 100, 30, {}, folder);
    await screen.waitFor(/\[1 Overview\]/);
    const { pressed } = await soak(screen, performance.now() + 5000, 7);
    expect(pressed).toBeGreaterThan(40);
    screen.press('q');
    const { exitCode } = await screen.exited;
    expect(exitCode, screen.text()).toBe(0);
    expect(screen.isAlternate()).toBe(false);
    expect(screen.cursorVisible()).toBe(true);
    expect(screen.wipes()).toBe(0);
  });
});
