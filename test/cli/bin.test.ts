import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';

const bin = join(packageRoot(), 'dist', 'sim', 'cli', 'bin.js');
const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-bin-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = (...args: string[]) =>
  spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' });

describe('the built command', () => {
  it('loads no heavy module for --help', () => {
    // What counts is the number of modules, not a time that depends on the machine.
    const traced = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `process.argv=['node','x','--help'];await import(${JSON.stringify(bin)});
       const loaded=process.moduleLoadList; console.error(loaded.filter(m=>/worker_threads/.test(m)).length);
       const {default:m}=await import('node:module'); console.error(Object.keys(m._cache ?? {}).length);`,
      ],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_DEBUG: '' } },
    );
    expect(traced.stdout).toContain('USAGE');
    expect(call('--help').status).toBe(0);
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
});
