import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRunnableProfile } from '../../sim/calibration/load-runnable-profile.ts';
import { loadRunnableTarget } from '../../sim/calibration/load-runnable-target.ts';
import { main } from '../../sim/cli/main.ts';
import { loadProfile } from '../../sim/targets/load-profile.ts';
import { profileFiles, shippedProfiles } from '../../sim/targets/profile-files.ts';
import { fakeContext } from '../cli/fake-context.ts';

let folder = '';
let readme = '';
let example = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-readme-'));
  readme = await readFile(join(shippedProfiles(), 'README.md'), 'utf8');
  example = /```yaml\n([\s\S]*?)```/.exec(readme)![1]!;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(text: string, id = 'nucleo-l476rg') {
  await writeFile(join(folder, `${id}.yaml`), text);
  const fake = fakeContext(folder);
  const code = await main(['profiles', 'check', `${id}.yaml`], fake.context);
  return { code, out: fake.stdout() + fake.stderr() };
}

describe('the example of hardware-profiles/README.md', () => {
  it('has 15 lines, is sound, and has the runtimes of its family and the block runtime', async () => {
    expect(example.trimEnd().split('\n')).toHaveLength(15);
    const { code, out } = await check(example);
    expect(out).toMatch(/^✓ .*nucleo-l476rg.yaml: .*hale-1.0.175.*plumerai.*sparsewatt-4x1/);
    expect(code).toBe(0);
  });

  it('runs as a target, graded, with intervals, and says that nothing validates it', async () => {
    await check(example);
    const file = join(folder, 'nucleo-l476rg.yaml');
    const target = await loadRunnableTarget(file, 'plumerai');
    expect(target).toMatchObject({ grade: 'fitted', validated: { latency: false, energy: false } });
    expect(target.units[0]!.powerStates[0]!.powerW).toBeGreaterThan(1e-4);
    expect(target.latencyInterval.high / target.latencyInterval.low).toBeLessThan(3);
    const { profile } = await loadRunnableProfile(file);
    // 100 uA/MHz x 80 MHz x 3 V is 24 mW by the data sheet; inference draws about twice that.
    if (profile.class !== 'mcu') throw new Error('no microcontroller');
    expect(profile.activePower!.value).toBeGreaterThan(24 * 1.5);
    expect(profile.activePower!.value).toBeLessThan(24 * 2.6);
  });

  it.each([
    ['a missing unit', /value: 80, unit: MHz/, 'value: 80', 'E_MISSING_KEY'],
    ['a clock of zero', /value: 80, unit: MHz/, 'value: 0, unit: MHz', 'E_RANGE'],
    ['a negative current', /value: 100, unit: uA/, 'value: -100, unit: uA', 'E_RANGE'],
    ['an unknown family', /family: cortex-m4/, 'family: cortex-m44', 'E_UNKNOWN_FAMILY'],
    ['an unknown key', /^sram:/m, 'ram:', 'E_UNKNOWN_KEY'],
    ['an unknown key of the data sheet', /runCurrent/, 'runcurrent', 'E_UNKNOWN_KEY'],
    ['a source that does not exist', /MiB, source: sheet/, 'MiB, source: shet', 'E_UNKNOWN_SOURCE'],
    ['a current without its supply', /supply: \{ value: 3, [^}]*\}, run/, 'run', 'E_DATA_SHEET'],
    ['a linear regulator without a core voltage', /coreVoltage: \{[^}]*\}, /, '', 'E_CORE_VOLTAGE'],
    [
      'a negative energy',
      /$/,
      'powerStates: [{ name: off, power: { value: 0, unit: W, source: sheet, grade: vendor }, after: { value: 0, unit: s, source: sheet, grade: vendor }, wakeTime: { value: 0, unit: s, source: sheet, grade: vendor }, wakeEnergy: { value: -1, unit: J, source: sheet, grade: vendor } }]\n',
      'E_RANGE',
    ],
  ])('is refused with %s, with file, line and column', async (_, find, replace, fault) => {
    const broken = example.replace(find, replace);
    expect(broken).not.toBe(example);
    const { code, out } = await check(broken);
    expect(code).toBe(3);
    expect(out).toContain(fault);
    expect(out).toMatch(/nucleo-l476rg\.yaml:\d+:\d+/);
  });

  it('is refused without family and runtimes, and named where it lacks memories', async () => {
    expect((await check(example.replace(/^family: .*\n/m, ''))).out).toContain('E_NO_RUNTIME');
    const small = await check(example.replace(/^sram: .*\n/m, ''));
    expect(small.out).toContain('cannot be simulated: it has no sram');
    expect(small.code).toBe(0);
    await expect(loadRunnableTarget(join(folder, 'nucleo-l476rg.yaml'), 'plumerai')).rejects.toThrow(
      /no sram/,
    );
  });

  it('stands in a file with a table of every microcontroller and NPU, which says what is not validated', async () => {
    for (const [id, file] of await profileFiles()) {
      if (!/\/(mcu|npu)\//.test(file)) continue;
      const line = readme.split('\n').find((one) => one.startsWith(`| \`${id}\` |`));
      expect(line, id).toBeDefined();
      const { validated } = (await loadProfile(id)).profile;
      const open = [validated.latency, validated.energy].filter((held) => !held).length;
      expect(line!.split('**not validated**').length - 1, id).toBe(open);
    }
  });
});
