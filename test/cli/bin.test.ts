import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';

const bin = join(packageRoot(), 'dist', 'sim', 'cli', 'bin.js');
const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-bin-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = (...args: string[]) =>
  spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' });

describe('the built command', () => {
  it('loads no heavy module for --help', () => {
    // The budget of 200 ms is a matter of what is imported before a command is chosen, not of this machine's speed.
    const seen = new Set<string>();
    const packages = new Set<string>();
    const follow = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = readFileSync(file, 'utf8');
      for (const [, name] of text.matchAll(/^(?:import|export)[^'"]*?["']([^"']+)["']/gms)) {
        if (name!.startsWith('.')) follow(join(dirname(file), name!));
        else packages.add(name!);
      }
    };
    follow(bin);
    const [, main] = /import\("([^"]+\/main-[^"]+)"\)/.exec(readFileSync(bin, 'utf8'))!;
    follow(join(dirname(bin), main!));
    expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual(['@stricli/core']);
    expect(seen.size).toBeLessThan(30);
    expect([...seen].reduce((bytes, file) => bytes + statSync(file).size, 0)).toBeLessThan(300_000);
    const help = call('--help');
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('USAGE');
  });

  it('ends with the codes of exit-code.ts', () => {
    expect(call('--version').status).toBe(0);
    expect(call('rnu').status).toBe(2);
    expect(call('run', 'nowhere.yaml').status).toBe(3);
    expect(call('report', 'nowhere.json').status).toBe(3);
  });

  it('writes errors to standard error and nothing to standard output', () => {
    const { stdout, stderr } = call('run', 'scenarios/smart-camra.yaml');
    expect(stdout).toBe('');
    expect(stderr).toContain('did you mean "smart-camera"?');
    expect(stderr).not.toContain('\u001b');
  });

  it('survives a reader that leaves early', async () => {
    const child = spawn(process.execPath, [bin, '--help'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let told = '';
    child.stderr.on('data', (data) => (told += data));
    const code = await new Promise((done) => child.on('close', done));
    expect(code).toBe(0);
    expect(told).toBe('');
  });

  it.skipIf(!existsSync('/dev/full'))('says so when its output cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [bin, '--help'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect(status).toBe(1);
    expect(stderr).toContain('ENOSPC the output could not be written');
  });

  it('ends with 130 on Ctrl-C and keeps the finished parts of a table', async () => {
    const cache = join(folder, 'cache');
    const args = [bin, 'measure', 'smart-camera', '--again', '--cache', cache];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (data) => {
      told += data;
    });
    const parts = () =>
      existsSync(cache)
        ? readdirSync(cache, { recursive: true }).filter((name) => String(name).endsWith('.table'))
        : [];
    while (parts().length === 0 && child.exitCode === null) await new Promise((wait) => setTimeout(wait, 50));
    child.kill('SIGINT');
    const code = await new Promise((done) => child.on('close', done));
    expect(told).toContain('To go on: sparsewatt measure');
    expect(code).toBe(130);
    expect(parts().length).toBeGreaterThan(0);
  });
});
