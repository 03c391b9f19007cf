import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../sim/json-schema/json-schemas.ts';
import { InputError } from '../../sim/schema/input-error.ts';
import { listProfiles } from '../../sim/targets/list-profiles.ts';
import { loadProfile } from '../../sim/targets/load-profile.ts';
import { loadSources } from '../../sim/targets/load-sources.ts';
import { loadTarget } from '../../sim/targets/load-target.ts';
import { shippedProfiles } from '../../sim/targets/profile-files.ts';
import { quantitiesIn } from '../../sim/targets/quantity.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sparsewatt-profiles-'));
  await cp(shippedProfiles(), root, { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function issuesOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError)) throw error ?? new Error('accepted');
  return error.issues.map(({ line, column, code, path, didYouMean }) => ({
    line,
    column,
    code,
    path,
    didYouMean,
  }));
}

/** The L4R5ZI profile with one line replaced, and the number of that line. */
async function broken(find: RegExp, replace: string): Promise<{ file: string; line: number }> {
  const text = await readFile(join(root, 'mcu', 'nucleo-l4r5zi.yaml'), 'utf8');
  const at = text.search(find);
  if (at < 0) throw new Error(`nothing matches ${find}`);
  const file = join(root, 'nucleo-l4r5zi.yaml');
  await writeFile(file, text.replace(find, replace));
  return { file, line: text.slice(0, at).split('\n').length };
}

describe('shipped profiles', () => {
  it('are listed with their runtimes, the published ones first', async () => {
    const list = await listProfiles();
    expect(list.map((profile) => profile.id)).toEqual(
      expect.arrayContaining([
        'xeon-8380',
        'a100',
        'jetson-agx-orin',
        'nucleo-l4r5zi',
        'nucleo-u575zi-q',
        'mcu-wakes-orin',
      ]),
    );
    expect(list.find((profile) => profile.id === 'nucleo-l4r5zi')!.runtimes).toEqual([
      'x-cube-ai-9.0',
      'tflm-2.3.1',
      'sparsewatt-4x1',
    ]);
  });

  it('give every number a unit, a known source, a grade, and a reason where it is estimated', async () => {
    const sources = await loadSources();
    for (const { id } of await listProfiles()) {
      const { profile } = await loadProfile(id);
      const numbers = quantitiesIn(profile);
      if ('runtimes' in profile && Object.keys(profile.runtimes).length > 0 && profile.class !== 'system')
        expect(numbers.length).toBeGreaterThan(20);
      else expect(numbers.length).toBeGreaterThan(0);
      for (const { path, quantity } of numbers) {
        const where = `${id}: ${path.join('.')}`;
        expect(Object.keys(sources), where).toContain(quantity.source);
        expect(quantity.unit, where).toBeTruthy();
        if (quantity.grade === 'estimated') expect(quantity.note, where).toBeTruthy();
        if (quantity.grade === 'measured')
          expect(['measurement', 'paper'], where).toContain(sources[quantity.source]!.kind);
      }
      // No bare number hides beside the quantities: only versions and the ends of intervals are plain.
      const bare = JSON.stringify(profile, (key, value) =>
        typeof value === 'object' && value !== null && 'unit' in value && 'source' in value
          ? undefined
          : key === 'schemaVersion'
            ? undefined
            : value,
      );
      expect(bare).not.toMatch(/:\s*-?\d/);
    }
  });
});

describe('faults of a profile', () => {
  it.each([
    ['a missing unit', /value: 120, unit: MHz/, 'value: 120', 'E_MISSING_KEY', 'clock.unit'],
    ['a unit of another dimension', /value: 120, unit: MHz/, 'value: 120, unit: mW', 'E_VALUE', 'clock.unit'],
    ['a clock of zero', /value: 120, unit: MHz/, 'value: 0, unit: MHz', 'E_RANGE', 'clock.value'],
    [
      'a missing source',
      /(?<=MHz), source: mlperf-tiny-systems, grade: vendor/,
      ', grade: vendor',
      'E_MISSING_KEY',
      'clock.source',
    ],
    [
      'a negative energy',
      /value: 2\.5, unit: uJ, source: estimate, grade: estimated, low: 0\.3, high: 10/,
      'value: -2.5, unit: uJ, source: estimate, grade: estimated',
      'E_RANGE',
      'powerStates[1].wakeEnergy.value',
    ],
    [
      'an unknown source',
      /(?<=MHz, )source: mlperf-tiny-systems, grade: vendor/,
      'source: mlperf-tiny-system, grade: vendor',
      'E_UNKNOWN_SOURCE',
      'clock.source',
    ],
    ['an unknown family', /family: cortex-m4/, 'family: cortex-m44', 'E_UNKNOWN_FAMILY', 'family'],
    ['a family of another class', /family: cortex-m4/, 'family: x86-avx512', 'E_FAMILY_CLASS', 'family'],
    [
      'an interval beside its value',
      /low: 38\.7, high: 43\.9/,
      'low: 42, high: 43.9',
      'E_INTERVAL',
      'activePower',
    ],
    [
      'an estimate without a reason',
      /low: 0\.1, high: 1, note: "[^"]*"/,
      'low: 0.1, high: 1',
      'E_NOTE',
      'powerStates[0].wakeTime',
    ],
    ['another id than the file name', /id: nucleo-l4r5zi/, 'id: nucleo', 'E_ID', 'id'],
  ])('%s is found with its place', async (_, find, replace, code, path) => {
    const { file, line } = await broken(find, replace);
    const [issue, ...others] = await issuesOf(loadProfile(file, root));
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code, path, line });
    expect(issue!.column).toBeGreaterThan(0);
  });

  it('an unknown key is found with a suggestion', async () => {
    const { file, line } = await broken(/regulator: linear/, 'regulater: linear');
    expect(await issuesOf(loadProfile(file, root))).toEqual([
      { line, column: 1, code: 'E_UNKNOWN_KEY', path: 'regulater', didYouMean: 'regulator' },
    ]);
  });

  it('families that extend each other are refused with the circle', async () => {
    const family = (id: string, up: string) =>
      `schemaVersion: 1\nid: ${id}\nclass: mcu\ntitle: t\nextends: ${up}\n`;
    await writeFile(join(root, 'families', 'hen.yaml'), family('hen', 'egg'));
    await writeFile(join(root, 'families', 'egg.yaml'), family('egg', 'hen'));
    const { file } = await broken(/family: cortex-m4/, 'family: hen');
    const error = await loadProfile(file, root).catch((reason: unknown) => reason);
    expect((error as InputError).issues[0]).toMatchObject({ code: 'E_CYCLE', line: 5, column: 10 });
    expect((error as Error).message).toContain('hen -> egg -> hen');
  });

  it('a new board of a known family takes under 20 lines', async () => {
    const q = (value: number, unit: string) =>
      `{ value: ${value}, unit: ${unit}, source: estimate, grade: estimated, note: test }`;
    const text = `schemaVersion: 1
id: board
name: Board
class: mcu
family: cortex-m4
description: A board of a known family.
boundary: chip
validated: { latency: false, energy: false, note: nothing published }
clock: ${q(80, 'MHz')}
flash: ${q(1, 'MiB')}
sram: ${q(128, 'KiB')}
stackBytes: ${q(8, 'KiB')}
supply: ${q(3, 'V')}
regulator: linear
activePower: ${q(30, 'mW')}
powerStates: [{ name: stop, power: ${q(5, 'uW')}, after: ${q(0, 'us')}, wakeTime: ${q(9, 'us')}, wakeEnergy: ${q(1, 'uJ')} }]
`;
    expect(text.trim().split('\n').length).toBeLessThan(20);
    await writeFile(join(root, 'board.yaml'), text);
    const target = await loadTarget(join(root, 'board.yaml'), 'sparsewatt-4x1', root);
    expect(target.grade).toBe('estimated');
    expect(target.units[0]!.policyOperationNs).toBeCloseTo(50);
  });

  it('unknown targets, runtimes and files are named with what was likely meant', async () => {
    expect(await issuesOf(loadTarget('nucleo-l4r5z', 'x-cube-ai-9.0'))).toMatchObject([
      { code: 'E_UNKNOWN_TARGET', didYouMean: 'nucleo-l4r5zi' },
    ]);
    expect(await issuesOf(loadTarget('a100', 'sparsewat-4x1'))).toMatchObject([
      { code: 'E_UNKNOWN_RUNTIME', didYouMean: 'sparsewatt-4x1' },
    ]);
    expect(await issuesOf(loadTarget('./nowhere.yaml', 'x'))).toMatchObject([{ code: 'E_FILE' }]);
  });
});

describe('JSON Schemas', () => {
  it('are draft-7 for every file that users write or read', () => {
    const schemas = jsonSchemas();
    expect([...schemas.keys()]).toEqual([
      'profile',
      'family',
      'sources',
      'scenario',
      'budget',
      'report-settings',
      'green-report',
      'run-report',
    ]);
    for (const schema of schemas.values())
      expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
  });
});
