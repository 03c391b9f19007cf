import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { fixtureReport } from '../dashboard/fixture-report.ts';
import { endLeftOvers, openPty, type PtyScreen } from './pty-screen.ts';

// Enough for a machine that does much else.
vi.setConfig({ testTimeout: 120_000 });

// Bundled once: a TypeScript loader in every started process would cost more than the tests themselves.
const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-terminal-'));
const harness = join(folder, 'harness.mjs');
buildSync({
  entryPoints: [join(packageRoot(), 'test/terminal/harness.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: harness,
  logLevel: 'error',
});
afterAll(() => {
  endLeftOvers();
  rmSync(folder, { recursive: true });
});

const compiled = join(packageRoot(), 'dist/sim/dashboard/open-dashboard.js');
const open = (columns: number, rows: number, fault = '', env: NodeJS.ProcessEnv = {}) =>
  openPty([harness, compiled, fault], columns, rows, env);

/** Any colour or attribute, other than a reset. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this looks for
const colour = /\x1b\[(?!0?m)[\d;:]*m/;

function expectRestored(screen: PtyScreen): void {
  expect(screen.isAlternate()).toBe(false);
  expect(screen.cursorVisible()).toBe(true);
  expect(screen.normalText()).toContain('line before');
  // However it was left, a summary stays.
  expect(screen.normalText()).toContain('again: sparsewatt run fixture.yaml');
  expect(screen.wipes()).toBe(0);
}

describe.concurrent('dashboard on a terminal', () => {
  it('goes through its screens at 60x16, in colour, and q leaves a summary', async () => {
    const screen = open(60, 16, '', { CI: 'true' });
    await screen.waitFor(/\[1 Overview\][\s\S]*q quit/);
    expect(screen.isAlternate()).toBe(true);
    expect(screen.cursorVisible()).toBe(false);
    expect(screen.lines()[0]).toMatch(/^SparseWatt/);
    expect(screen.lines()[15]).toBe('');
    expect(screen.raw()).toMatch(colour);
    screen.press('2');
    await screen.waitFor(/\[2 Targets\]/);
    screen.press('G');
    await screen.waitFor(/▶ mcu-wa/);
    screen.press('\t');
    await screen.waitFor(/\[3 Policies\]/);
    screen.press('\x1b[C');
    await screen.waitFor(/p95 /);
    screen.press('?');
    await screen.waitFor(/^Keys[\s\S]*more: ↓, PgDn or G/);
    screen.press('/leave at\r');
    await screen.waitFor(/Keys with "leave at"[\s\S]*Ctrl-C +Leave at once/);
    screen.press('?:theme light\rq');
    expect((await screen.exited).exitCode).toBe(0);
    expectRestored(screen);
    expect(screen.normalText()).toContain('fixture, seed 7, 28 cells');
    expect(screen.normalText()).toContain('left: quit');
  });

  it('turns the deadline knob at 80x24 without colour, and Ctrl-C leaves', async () => {
    const screen = open(80, 24, '', { NO_COLOR: '1' });
    await screen.waitFor(/deadline 50\.0 ms/);
    screen.press('2jj3');
    await screen.waitFor(/\[3 Policies\]/);
    screen.press('[');
    await screen.waitFor(/deadline 45\.0 ms[\s\S]*computing/);
    screen.press('[');
    await screen.waitFor(/deadline 40\.0 ms \(run: 50\.0 ms\)[\s\S]*\+11\.8%/);
    expect(screen.text()).toMatch(/energy +Δ/);
    expect(screen.text()).toContain('+11.8%');
    expect(screen.text()).toContain('before: ');
    screen.press('[[[');
    await screen.waitFor(/✗ no simulation under 30 ms/);
    expect(screen.text()).toContain('deadline 40.0 ms');
    screen.press(']]');
    await screen.waitFor(/deadline 50\.0 ms \]/);
    screen.press('\x03');
    expect((await screen.exited).exitCode).toBe(0);
    expectRestored(screen);
    expect(screen.normalText()).toContain('left: interrupted');
    expect(screen.raw()).not.toMatch(colour);
  });

  it('survives resizing at 120x40 and is restored after SIGTERM', async () => {
    const screen = open(120, 40);
    await screen.waitFor(/q quit/);
    screen.press('2');
    await screen.waitFor(/runtime[\s\S]*mcu-wakes-orin/);
    screen.resize(80, 20);
    await screen.waitFor(() => screen.lines()[18]?.startsWith('q quit') ?? false);
    expect(screen.lines()[0]).toMatch(/^SparseWatt/);
    screen.resize(50, 10);
    await screen.waitFor(/needs 60×16, is 50×10/);
    screen.press('3');
    screen.resize(120, 40);
    await screen.waitFor(() => screen.lines()[38]?.startsWith('q quit') ?? false);
    expect(screen.text()).toContain('[2 Targets]');
    expect(screen.text().match(/SparseWatt/g)).toHaveLength(1);
    screen.kill('SIGTERM');
    expect((await screen.exited).signal).toBe(15);
    expectRestored(screen);
  });

  it('is restored before the message of an uncaught error', async () => {
    const screen = open(80, 24, 'throw');
    await screen.waitFor(/q quit/);
    screen.press('[');
    expect((await screen.exited).exitCode).not.toBe(0);
    expectRestored(screen);
    expect(screen.normalText()).toContain('thrown on purpose');
  });

  it('is restored when a frame cannot be drawn', async () => {
    const screen = open(80, 24, 'draw');
    expect((await screen.exited).exitCode).not.toBe(0);
    expectRestored(screen);
    expect(screen.normalText()).toContain('React error #31');
  });

  it('gives the terminal back while stopped', async () => {
    const screen = open(80, 24);
    await screen.waitFor(/q quit/);
    screen.press('\x1a');
    await screen.waitFor(() => !screen.isAlternate() && screen.isStopped());
    expect(screen.cursorVisible()).toBe(true);
    screen.kill('SIGCONT');
    await screen.waitFor(/\[1 Overview\][\s\S]*q quit/);
    screen.press('3');
    await screen.waitFor(/\[3 Policies\]/);
    screen.press('q');
    expect((await screen.exited).exitCode).toBe(0);
    expectRestored(screen);
  });

  it('ends when its window is closed', async () => {
    const screen = open(80, 24);
    await screen.waitFor(/q quit/);
    screen.hangUp();
    await screen.waitFor(() => !screen.isRunning());
  });

  it('opens by `sparsewatt dash` on a saved run', async () => {
    const run = join(folder, 'run.json');
    writeFileSync(run, JSON.stringify(fixtureReport()));
    const screen = openPty([join(packageRoot(), 'dist/sim/cli/bin.js'), 'dash', run], 100, 30);
    await screen.waitFor(/Fixture scenario[\s\S]*q quit/);
    screen.press('3[');
    await screen.waitFor(/\[3 Policies\][\s\S]*✗ fixture\.yaml error/);
    screen.press('\x03');
    expect((await screen.exited).exitCode).toBe(130);
    expectRestored(screen);
    expect(screen.normalText()).toContain('again: sparsewatt run fixture.yaml');
  });

  it('prints lines instead of drawing for a screen reader', async () => {
    const run = join(folder, 'spoken.json');
    writeFileSync(run, JSON.stringify(fixtureReport()));
    const command = [join(packageRoot(), 'dist/sim/cli/bin.js'), 'dash', run, '--screen-reader'];
    const screen = openPty(command, 100, 30);
    await screen.waitFor(/Screen Overview[\s\S]*Fixture scenario/);
    expect(screen.isAlternate()).toBe(false);
    screen.press('2');
    await screen.waitFor(/Screen Targets\s+Row 1 of 28: xeon-8380/);
    screen.press('\x1b[B');
    await screen.waitFor(/Row 2 of 28/);
    screen.press('\x1a');
    await screen.waitFor(() => screen.isStopped());
    screen.kill('SIGCONT');
    screen.press('\x1b[B');
    await screen.waitFor(/Row 3 of 28/);
    screen.press('q');
    expect((await screen.exited).exitCode).toBe(0);
    expectRestored(screen);
  });

  it('draws with ASCII alone where the locale says so', async () => {
    const screen = open(80, 24, '', { LC_ALL: 'C' });
    await screen.waitFor(/q quit/);
    screen.press('2');
    await screen.waitFor(/> xeon/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
    expect(screen.text()).toMatch(/^[\x00-\x7f]*$/);
    screen.press('q');
    await screen.exited;
  });

  it('refuses to open where there is no terminal', async () => {
    const refused = promisify(execFile)(process.execPath, [harness, compiled]);
    await expect(refused).rejects.toThrow(/needs a terminal/);
  });
});
