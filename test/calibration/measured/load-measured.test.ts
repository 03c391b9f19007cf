import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import {
  type MeasuredRow,
  measuredClasses,
  measuredValue,
} from '../../../sim/calibration/measured/measured-row.ts';
import { InputError } from '../../../sim/schema/input-error.ts';
import { shippedProfiles } from '../../../sim/targets/profile-files.ts';

let rows: readonly MeasuredRow[] = [];
let root = '';
beforeAll(async () => {
  rows = await loadMeasured();
  root = await mkdtemp(join(tmpdir(), 'sparsewatt-measured-'));
  await cp(join(shippedProfiles(), 'measured'), join(root, 'measured'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('the measured rows', () => {
  it('are there for every class, with unique ids and a source each', () => {
    const count = Object.fromEntries(
      measuredClasses.map((name) => [name, rows.filter((row) => row.targetClass === name).length]),
    );
    expect(count).toEqual({
      mcu: 227,
      npu: 47,
      fpga: 13,
      'sbc-cpu': 310,
      phone: 19,
      'edge-gpu': 92,
      'server-gpu': 68,
      'server-cpu': 30,
      neuromorphic: 65,
    });
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    for (const row of rows) expect(row.source.length, row.id).toBeGreaterThan(10);
  });

  it('agree with themselves: time is the inverse of throughput, energy is power over throughput', () => {
    let checked = 0;
    for (const row of rows) {
      if (row.use === 'leave-out') continue;
      // The one row whose two figures were published apart.
      if (row.latencyMs && row.throughputPerS && row.id !== 'lit-nv24-3090-dense')
        expect((row.latencyMs * row.throughputPerS) / 1000, row.id).toBeCloseTo(1, 2);
      if (!row.powerW || !row.energyJ) continue;
      const secondsOfEnergy = row.energyJ / row.powerW;
      // Streaming sessions hold one inference every 32 ms; energy runs differ by up to 5% from performance runs.
      const seconds = row.scenario === 'Streaming' ? 0.032 : 1 / row.throughputPerS!;
      expect(secondsOfEnergy / seconds, row.id).toBeGreaterThan(0.95);
      expect(secondsOfEnergy / seconds, row.id).toBeLessThan(1.05);
      checked++;
    }
    expect(checked).toBeGreaterThan(400);
  });

  it('leave out what must not be scored, and say why', () => {
    const reasons = new Map<string, number>();
    for (const row of rows)
      if (row.reason) {
        const kind = row.reason.split(':')[0]!;
        reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
      }
    expect(Object.fromEntries(reasons)).toEqual({
      noisy: 69,
      'recalled, not read': 6,
      'idle power in it': 19,
      'the tick is set, not measured': 9,
      'extrapolated by its authors': 1,
      'number of chips not stated': 1,
      'boundary differs from the other row of this network by a factor of 13': 1,
      'energy and performance builds differ': 2,
      'wall power of a server with one card': 5,
      'upper-bound claim ("up to")': 1,
      'upper-bound claim without a table': 1,
    });
    const oneCard = rows.filter((row) => row.except.includes('power'));
    for (const row of oneCard) {
      expect(measuredValue(row, 'power')).toBeNull();
      expect(row.targetClass).toBe('server-gpu');
    }
    const noisy = rows.filter(
      (row) => row.latencyP90Ms && row.latencyMs && row.latencyP90Ms >= 1.2 * row.latencyMs,
    );
    expect(noisy.length).toBeGreaterThan(50);
    for (const row of noisy) expect(measuredValue(row, 'latency'), row.id).toBeNull();
  });

  it('say of every neuromorphic run how it was read, and score none that was recalled', () => {
    for (const row of rows) {
      expect(row.counted !== undefined, row.id).toBe(row.targetClass === 'neuromorphic');
      if (row.counted?.evidence === 'recalled') expect(row.use, row.id).toBe('leave-out');
    }
  });

  it('hold every board of a chip under that chip, and power at one boundary a class of chips', () => {
    const boards = new Set(rows.filter((row) => row.chip === 'stm32l4r5').map((row) => row.device));
    expect([...boards].sort()).toEqual(['nucleo-l4r5zi', 'nucleo-l4r5zi-p']);
    for (const row of rows)
      if (row.targetClass === 'mcu' && row.powerW) {
        expect(row.boundary, row.id).toBe('chip');
        if (row.chip !== 'rx65n') expect(row.supplyV, row.id).not.toBeNull();
      }
  });

  it('have the numbers that profiles are fitted to', async () => {
    for (const name of ['mlperf-tiny', 'mlperf-inference']) {
      const text = await readFile(join(shippedProfiles(), 'measured', `${name}.yaml`), 'utf8');
      const fitted = parse(text).rows as readonly {
        id: string;
        latencyMs?: number;
        powerMw?: number;
        powerW?: number;
      }[];
      expect(fitted.length).toBeGreaterThan(5);
      for (const row of fitted) {
        const same = rows.find((other) => other.id === row.id);
        expect(same, row.id).toBeDefined();
        if (row.latencyMs !== undefined) expect(same!.latencyMs).toBe(row.latencyMs);
        const power = row.powerW ?? (row.powerMw === undefined ? undefined : row.powerMw / 1000);
        if (power !== undefined) expect(same!.powerW).toBeCloseTo(power, 9);
      }
    }
  });
});

describe('a file of measured rows', () => {
  const header =
    'id,device,runtime,network,precision,scenario,clockMhz,boundary,latencyMs,powerW,use,reason,source';
  const good = 'a,ek-ra8d1,renesas,mlperf-tiny-ad,int8,SingleStream,480,chip,1.5,0.1,score,,somewhere public';

  async function issuesOf(...lines: string[]) {
    await writeFile(join(root, 'measured', 'mcu.csv'), [header, ...lines].join('\n'));
    const error = await loadMeasured(['mcu'], root).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof InputError)) throw error ?? new Error('accepted');
    return error.issues.map(({ line, column, code, path }) => ({ line, column, code, path }));
  }

  it('is accepted where nothing is wrong', async () => {
    await writeFile(join(root, 'measured', 'mcu.csv'), `${header}\n${good}\n`);
    const [row] = await loadMeasured(['mcu'], root);
    expect(row).toMatchObject({
      chip: 'ra8d1',
      family: 'cortex-m85',
      latencyMs: 1.5,
      accelerators: 1,
      lineage: 'renesas',
    });
  });

  it.each([
    ['a clock of zero', good.replace(',480,', ',0,'), 'E_RANGE', 'clockMhz'],
    ['a negative power', good.replace(',0.1,', ',-0.1,'), 'E_RANGE', 'powerW'],
    ['a unit in a number', good.replace(',1.5,', ',1.5 ms,'), 'E_TYPE', 'latencyMs'],
    ['no source', good.replace('somewhere public', ''), 'E_MISSING_KEY', 'source'],
    ['an unknown device', good.replace('ek-ra8d1', 'ek-ra8d2'), 'E_UNKNOWN_DEVICE', 'device'],
    ['an unknown runtime', good.replace(',renesas,', ',renesa,'), 'E_UNKNOWN_RUNTIME', 'runtime'],
    ['an unknown network', good.replace('-ad', '-add'), 'E_UNKNOWN_NETWORK', 'network'],
    ['a device of another class', good.replace('ek-ra8d1', 't4'), 'E_CLASS', 'device'],
    ['power without a boundary', good.replace(',chip,', ',,'), 'E_BOUNDARY', 'boundary'],
    ['nothing measured', good.replace(',chip,1.5,0.1,', ',,,,'), 'E_EMPTY_ROW', 'id'],
    ['a row left out without a reason', good.replace('score', 'leave-out'), 'E_REASON', 'reason'],
    ['an unknown precision', good.replace('int8', 'int9'), 'E_VALUE', 'precision'],
  ])('is refused with %s', async (_, line, code, path) => {
    const issues = await issuesOf('# a comment', line);
    expect(issues).toEqual([{ line: 3, column: expect.any(Number), code, path }]);
    // The column is the one in which the cell begins.
    const at = header.split(',').indexOf(path);
    const before = line.split(',').slice(0, at).join(',').length;
    expect(issues[0]!.column).toBe(at === 0 ? 1 : before + 2);
  });

  it('is refused where an id is there twice', async () => {
    expect(await issuesOf(good, good)).toEqual([{ line: 3, column: 1, code: 'E_ID', path: 'id' }]);
  });
});
