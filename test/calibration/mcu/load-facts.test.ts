import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMcuFacts } from '../../../sim/calibration/mcu/load-facts.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import { InputError } from '../../../sim/schema/input-error.ts';
import { shippedProfiles } from '../../../sim/targets/profile-files.ts';

let root = '';
const file = () => join(root, 'measured', 'mcu-facts.yaml');
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sparsewatt-facts-'));
  await cp(shippedProfiles(), root, { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('facts of microcontrollers', () => {
  it('are there for every core that was measured, and for every chip whose power was', async () => {
    const facts = await loadMcuFacts();
    for (const row of await loadMeasured(['mcu'])) {
      expect(facts.cores, row.family).toHaveProperty(row.family);
      if (row.powerW) expect(facts.chips, row.chip).toHaveProperty(row.chip);
    }
  });

  it.each([
    [/coreMark: \{ value: 2.49,/, 'coreMark: { value: 0,', 'E_RANGE'],
    [
      /unit: CoreMark\/MHz, source: coremark-table-mbed-book/,
      'unit: MHz, source: coremark-table-mbed-book',
      'E_VALUE',
    ],
    [/source: elektroniknet-rxv2/, 'source: hearsay', 'E_UNKNOWN_SOURCE'],
    [/ {4}coreVoltage: .*\n/, '', 'E_CORE_VOLTAGE'],
    [/ {4}dataSheetSupply: .*\n/, '', 'E_DATA_SHEET'],
  ])('are refused with %s replaced by "%s"', async (find, replace, code) => {
    const text = await readFile(join(shippedProfiles(), 'measured', 'mcu-facts.yaml'), 'utf8');
    expect(text).toMatch(find);
    await writeFile(file(), text.replace(find, replace));
    const error = await loadMcuFacts(root).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    const [issue] = (error as InputError).issues;
    expect(issue).toMatchObject({ code });
    expect(issue!.line).toBeGreaterThan(4);
  });
});
