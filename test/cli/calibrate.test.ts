import { describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { fakeContext } from './fake-context.ts';

async function run(...words: string[]) {
  const fake = fakeContext();
  const code = await main(words, fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

describe('sparsewatt calibrate', () => {
  it.each<[readonly string[], RegExp]>([
    [['host', '--class', 'mcu'], /--class says nothing beside "calibrate host"/],
    [['host', '--target', 't4', '--measured', 'x.csv'], /--target, --measured say nothing/],
    [['--class', 'mcu', '--active-w', '3'], /--active-w says nothing beside "calibrate" without --target/],
    [['--class', 'npu', '--runtime', 'x'], /--runtime says nothing/],
    [['--target', 't4', '--measured', 'x.csv', '--class', 'mcu'], /--class says nothing beside --target/],
    [['--target', 't4'], /belong together/],
  ])('refuses flags that it would not use: %j', async (flags, message) => {
    const { code, stderr } = await run('calibrate', ...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('says that a class has no model', async () => {
    expect((await run('calibrate', '--class', 'fpga')).stdout).toMatch(/no calibrated model/);
    expect((await run('validate', '--class', 'fpga')).stdout).toMatch(/fpga latency: not validated/);
  });

  it('names a folder that stands where a file is needed', async () => {
    const { code, stderr } = await run('calibrate', '--target', 't4', '--measured', '.');
    expect(code).toBe(3);
    expect(stderr).toMatch(/E_FILE This is a folder/);
  });
});
