import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMcuFacts } from '../../../sim/calibration/mcu/load-facts.ts';
import type { McuFacts } from '../../../sim/calibration/mcu/mcu-facts.ts';
import { mcuFactsWith } from '../../../sim/calibration/mcu/mcu-facts-with.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import { type MeasuredRow, measuredValue } from '../../../sim/calibration/measured/measured-row.ts';
import { InputError } from '../../../sim/schema/input-error.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import type { McuProfile } from '../../../sim/targets/mcu/profile-schema.ts';
import { profileFiles, shippedProfiles } from '../../../sim/targets/profile-files.ts';
import { si } from '../../../sim/targets/quantity.ts';

let root = '';
let facts: McuFacts;
let rows: readonly MeasuredRow[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sparsewatt-facts-'));
  await cp(shippedProfiles(), root, { recursive: true });
  facts = await loadMcuFacts();
  rows = await loadMeasured(['mcu']);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const shipped = async (id: string): Promise<McuProfile> => (await loadProfile(id)).profile as McuProfile;

describe('facts of microcontrollers', () => {
  it('are there for every core and every chip that was measured', () => {
    for (const row of rows) {
      expect(facts.cores, row.family).toHaveProperty(row.family);
      expect(facts.chips, row.chip).toHaveProperty(row.chip);
      if (row.clockMhz)
        expect(si(facts.chips[row.chip]!.maxClock), row.id).toBeGreaterThanOrEqual(row.clockMhz * 1e6);
    }
  });

  it('of a chip are shared by its boards', () => {
    expect(facts.chips['stm32l4r5']!.runCurrent!.value).toBe(100);
    expect(facts.chips).not.toHaveProperty('nucleo-l4r5zi-p');
  });

  it.each([
    ['families/cortex-m0plus.yaml', /coreMark: \{ value: 2.49,/, 'coreMark: { value: 0,', 'E_RANGE'],
    [
      'families/cortex-m4.yaml',
      /unit: CoreMark\/MHz, source: coremark-table-mbed-book/,
      'unit: MHz, source: coremark-table-mbed-book',
      'E_VALUE',
    ],
    ['families/rxv2.yaml', /source: elektroniknet-rxv2/, 'source: hearsay', 'E_UNKNOWN_SOURCE'],
    ['mcu/nucleo-l4r5zi.yaml', / {2}coreVoltage: .*\n/, '', 'E_CORE_VOLTAGE'],
    ['mcu/nucleo-l4r5zi.yaml', /(?<=uA\/MHz.*\n) {2}supply: .*\n/, '', 'E_DATA_SHEET'],
    ['mcu/nucleo-h7a3zi-q.yaml', /unit: uA,/, 'unit: mW,', 'E_VALUE'],
  ])('of %s are refused with %s replaced by "%s"', async (file, find, replace, code) => {
    const text = await readFile(join(shippedProfiles(), file), 'utf8');
    expect(text).toMatch(find);
    await writeFile(join(root, file), text.replace(find, replace));
    const error = await loadMcuFacts(root).then(
      () => null,
      (reason: unknown) => reason,
    );
    await writeFile(join(root, file), text);
    expect(error).toBeInstanceOf(InputError);
    const [issue] = (error as InputError).issues;
    expect(issue).toMatchObject({ code });
    expect(issue!.line).toBeGreaterThan(4);
    expect(issue!.column).toBeGreaterThan(0);
  });
});

describe("facts with a user's own board", () => {
  it('are the same object where it says nothing new, so that fits on them are found again', async () => {
    for (const id of ['nucleo-l4r5zi', 'nucleo-l4r5zi-p', 'nucleo-u385rg-q'])
      expect(mcuFactsWith(facts, await shipped(id))).toBe(facts);
  });

  it('hold its chip, or the board as its own chip where it names none', async () => {
    const { chip: _, ...board } = { ...(await shipped('nucleo-u385rg-q')), id: 'own-board' };
    const more = mcuFactsWith(facts, board);
    expect(more.chips['own-board']).toMatchObject({ maxClock: board.clock, ...board.dataSheet });
    expect(facts.chips).not.toHaveProperty('own-board');
  });

  it('take its data sheet section before what other boards of the chip say, and the higher clock', async () => {
    const known = await shipped('nucleo-u385rg-q');
    const runCurrent = { ...known.dataSheet!.runCurrent!, value: 12 };
    const clock = { ...known.clock, value: 48 };
    const { chips } = mcuFactsWith(facts, {
      ...known,
      clock,
      dataSheet: { ...known.dataSheet, runCurrent },
    });
    expect(chips['stm32u385']).toMatchObject({ runCurrent: { value: 12 }, maxClock: { value: 96 } });
  });
});

describe('profiles of microcontrollers', () => {
  it('say validated where rows were measured on the board, and nowhere else', async () => {
    for (const [id, file] of await profileFiles()) {
      if (!file.includes('/mcu/')) continue;
      const { validated, clock } = await shipped(id);
      const own = rows.filter((row) => row.device === id && row.use === 'score');
      expect(validated.latency, id).toBe(own.some((row) => measuredValue(row, 'latency') !== null));
      expect(validated.energy, id).toBe(own.some((row) => measuredValue(row, 'energy') !== null));
      if (own.length > 0) expect(own.map((row) => row.clockMhz! * 1e6)).toContain(si(clock));
    }
  });

  it('are under 20 lines where they are described from the data sheet', async () => {
    const lines: number[] = [];
    for (const [id, file] of await profileFiles())
      if (file.includes('/mcu/') && !(await shipped(id)).activePower)
        lines.push((await readFile(file, 'utf8')).trimEnd().split('\n').length);
    expect(lines.length).toBeGreaterThan(15);
    expect(Math.max(...lines)).toBeLessThan(20);
  });
});
