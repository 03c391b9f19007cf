import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedCatalogue } from '../../../sim/scenario/shipped-catalogue.ts';
import { InputError } from '../../../sim/schema/input-error.ts';
import { listProfiles } from '../../../sim/targets/list-profiles.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { loadTarget } from '../../../sim/targets/load-target.ts';
import { profileFiles } from '../../../sim/targets/profile-files.ts';

let folder: string;
let t4: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gpu-'));
  t4 = await readFile((await profileFiles()).get('t4')!, 'utf8');
});
afterAll(() => rm(folder, { recursive: true }));

async function issuesOf(find: string | RegExp, replace: string) {
  const file = join(folder, 't4.yaml');
  await writeFile(file, t4.replace(find, replace));
  const error = await loadProfile(file).catch((reason: unknown) => reason);
  if (!(error instanceof InputError)) throw new Error(`no fault was found: ${String(error)}`);
  return error.issues;
}

describe('a GPU that is described by its data sheet', () => {
  it('takes under 20 lines, but for how it warms up and was made, and is listed without a runtime', async () => {
    const described = (await listProfiles()).filter(
      ({ targetClass, runtimes }) => targetClass.endsWith('-gpu') && runtimes.length === 0,
    );
    expect(described.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['t4', 'a30', 'h200', 'jetson-tx1']),
    );
    for (const { file, id } of described) {
      const text = (await readFile(file, 'utf8')).replace(/^embodied:\n(?: .*\n)+/m, '');
      const lines = text.split('thermal:')[0]!.trim().split('\n');
      expect(lines.length, id).toBeLessThan(20);
    }
  });

  it.each([
    ['t4', ['runtimes', 'activePower', 'powerStates']],
    ['jetson-xavier-nx', ['l2Bandwidth']],
  ])('is refused by a run, with what is missing and what takes it: %s', async (id, missing) => {
    for (const attempt of [
      () => loadTarget(id, 'tensorrt-8.6'),
      async () => (await shippedCatalogue()).readProfile(id),
    ]) {
      const error = await attempt().catch((reason: unknown) => reason);
      expect((error as InputError).issues[0]).toMatchObject({ code: 'E_NOT_RUNNABLE' });
      for (const word of [...missing, 'sparsewatt predict']) expect((error as Error).message).toContain(word);
    }
  });

  it.each([
    ['a peak without a unit', /value: 130, unit: TOPS/, 'value: 130', 'E_MISSING_KEY', 'peakInt8.unit'],
    ['a peak in watts', /value: 130, unit: TOPS/, 'value: 130, unit: W', 'E_VALUE', 'peakInt8.unit'],
    ['a power limit of zero', /value: 70, unit: W/, 'value: 0, unit: W', 'E_RANGE', 'powerLimit.value'],
    ['no memory bandwidth', /dramBandwidth:.*\n/, '', 'E_MISSING_KEY', 'dramBandwidth'],
    ['an unknown family', /family: turing/, 'family: turin', 'E_UNKNOWN_FAMILY', 'family'],
    ['a family of boards', /family: turing/, 'family: jetson-volta', 'E_FAMILY_CLASS', 'family'],
  ])('is refused with %s', async (_, find, replace, code, path) => {
    expect(await issuesOf(find, replace)).toEqual([expect.objectContaining({ code, path })]);
  });
});
