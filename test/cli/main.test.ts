import { describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { version } from '../../sim/cli/version.ts';
import { fakeContext } from './fake-context.ts';

async function call(...args: string[]) {
  const fake = fakeContext();
  const code = await main(args, fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

describe('main', () => {
  it('greets with an example when called without arguments', async () => {
    const { code, stdout } = await call();
    expect(code).toBe(0);
    expect(stdout).toContain('sparsewatt run scenarios/smart-camera.yaml');
  });

  it('prints the version', async () => {
    expect(await call('--version')).toEqual({ code: 0, stdout: `${version()}\n`, stderr: '' });
  });

  it.each([
    ['--help'],
    ['run', '--help'],
    ['measure', '--help'],
    ['report', '--help'],
    ['check', '--help'],
    ['dash', '--help'],
    ['trace', '--help'],
    ['replay', '--help'],
    ['doctor', '--help'],
    ['check-kernel', '--help'],
    ['profiles', '--help'],
    ['networks', '--help'],
    ['scenarios', '--help'],
    ['validate', '--help'],
    ['predict', '--help'],
    ['calibrate', '--help'],
    ['ladder', '--help'],
    ['tune', '--help'],
  ])('prints the help of %s %s', async (...args) => {
    const { code, stdout, stderr } = await call(...args);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatchSnapshot();
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(130);
  });

  it.each([
    [['rnu'], 'did you mean "run"?'],
    [['help'], 'did you mean "--help"?'],
    [['run', '--threads', 'many'], '"many" is not a whole number of at least 1'],
    [['run', '--seed', '-1'], 'whole number of at least 0'],
    [['run', '--treads', '2'], '--threads'],
    [['run', '--backend', 'cuda'], 'gpujs'],
    [['run', 'a.yaml', 'b.yaml'], 'b.yaml'],
  ])('refuses %j as a usage error', async (args, told) => {
    const { code, stdout, stderr } = await call(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(told);
    expect(stderr).toContain('--help');
  });
});
