import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRunnableTarget } from '../../../sim/calibration/load-runnable-target.ts';
import { shippedCatalogue } from '../../../sim/scenario/shipped-catalogue.ts';
import { InputError } from '../../../sim/schema/input-error.ts';
import { listProfiles } from '../../../sim/targets/list-profiles.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { loadTarget } from '../../../sim/targets/load-target.ts';
import { profileFiles, shippedProfiles } from '../../../sim/targets/profile-files.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sparsewatt-boards-'));
  await cp(shippedProfiles(), root, { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const failure = async (promise: Promise<unknown>): Promise<InputError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError)) throw error ?? new Error('accepted');
  return error;
};

describe('CPUs of single boards and phones', () => {
  it('are described in under 20 lines, but for their power modes and how they warm up', async () => {
    const boards = (await listProfiles()).filter(({ targetClass }) =>
      ['sbc-cpu', 'phone'].includes(targetClass),
    );
    expect(boards.length).toBeGreaterThanOrEqual(13);
    const files = await profileFiles();
    for (const { id, runtimes } of boards) {
      expect(runtimes).toEqual([]);
      const text = await readFile(files.get(id)!, 'utf8');
      const lines = text
        .split(/powerModes:|thermal:/)[0]!
        .trim()
        .split('\n');
      expect(lines.length, id).toBeLessThan(20);
    }
  });

  it('are refused where a scenario would run on one whose power nobody knows, with what to do instead', async () => {
    const { readProfile } = await shippedCatalogue();
    for (const attempt of [() => loadTarget('google-pixel', 'tflite'), () => readProfile('google-pixel')]) {
      const [issue] = (await failure(attempt())).issues;
      expect(issue).toMatchObject({ code: 'E_BOARD_RUN', path: 'idlePower' });
      expect(issue!.hint).toContain('sparsewatt predict --target google-pixel');
    }
  });

  it('are targets of scenarios where they are single boards: the calibrated models fill in the rest', async () => {
    const { readProfile } = await shippedCatalogue();
    const { targetClass, runtimes } = await readProfile('raspberry-pi-4b');
    expect(targetClass).toBe('sbc-cpu');
    expect(runtimes).toEqual(expect.arrayContaining(['tflite-2.7.1-ruy-int8', 'sparsewatt-4x1']));
    const target = await loadRunnableTarget('raspberry-pi-4b', 'sparsewatt-4x1');
    expect(target).toMatchObject({ grade: 'estimated', boundary: 'wall', units: [{ name: 'cpu' }] });
    const [issue] = (await failure(loadRunnableTarget('raspberry-pi-4b', 'tflite'))).issues;
    expect(issue).toMatchObject({ code: 'E_UNKNOWN_RUNTIME' });
  });

  it.each([
    ['an unknown core', /family: cortex-a72/, 'family: cortex-a27', 'E_UNKNOWN_FAMILY', 'family'],
    ['a core without facts', /family: cortex-a72/, 'family: cortex-m33', 'E_FAMILY_CLASS', 'family'],
    [
      'an unknown slow core',
      /$/,
      'little: { family: cortex-a5, cores: { value: 2, unit: "1", source: raspberry-pi-documentation, grade: vendor }, clock: { value: 1, unit: GHz, source: raspberry-pi-documentation, grade: vendor } }\n',
      'E_UNKNOWN_FAMILY',
      'little.family',
    ],
    ['a clock of zero', /value: 1800/, 'value: 0', 'E_RANGE', 'clock.value'],
    [
      'a runtime of unknown kernels',
      /$/,
      'runtimes: { x: { kernels: sparse } }\n',
      'E_VALUE',
      'runtimes.x.kernels',
    ],
  ])('with %s are refused at its place', async (_, find, replace, code, path) => {
    const text = await readFile(join(root, 'sbc', 'raspberry-pi-4b.yaml'), 'utf8');
    const file = join(root, 'raspberry-pi-4b.yaml');
    await writeFile(file, text.replace(find, replace));
    const [issue, ...others] = (await failure(loadProfile(file, root))).issues;
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code, path });
    expect(issue!.line).toBeGreaterThan(1);
  });

  it('may have the core of a server', async () => {
    const text = await readFile(join(root, 'sbc', 'raspberry-pi-4b.yaml'), 'utf8');
    const file = join(root, 'raspberry-pi-4b.yaml');
    await writeFile(file, text.replace('family: cortex-a72', 'family: zen-4'));
    expect((await loadProfile(file, root)).profile).toMatchObject({ family: 'zen-4' });
  });
});
