import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-predict-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: string[]) {
  const fake = fakeContext(folder);
  const code = await main(words, fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

const board = (name: string, change: (text: string) => string = (text) => text) => {
  const number = (value: string) => `{ value: ${value}, source: sheet, grade: vendor }`;
  const text = [
    'schemaVersion: 1',
    `id: ${name}`,
    'name: My board',
    'class: mcu',
    'family: cortex-m4',
    'description: Described from its data sheet.',
    'boundary: chip',
    'validated: { latency: false, energy: false, note: nothing was measured here }',
    'sources: { sheet: { title: Data sheet, where: its maker, kind: data-sheet } }',
    `clock: ${number('80, unit: MHz')}`,
    `flash: ${number('1, unit: MiB')}`,
    `supply: ${number('3, unit: V')}`,
    'regulator: linear',
  ];
  writeFileSync(join(folder, `${name}.yaml`), change(`${text.join('\n')}\n`));
  return `${name}.yaml`;
};

const ask = ['predict', '--network', 'mlperf-tiny-kws', '--target'];

describe('sparsewatt predict', () => {
  it('predicts a board of one own, says what is open, and keeps its text narrow', async () => {
    const { code, stdout } = await run(...ask, board('mine'), '--clock-mhz', '100');
    expect(code).toBe(0);
    expect(stdout).toMatch(/latency .* other chips of its core family/);
    expect(stdout).toMatch(/whether it fits is open/);
    expect(stdout).toMatch(/100 MHz is beyond the 80 MHz/);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(110);
  });

  it('prints JSON with null where nothing is known', async () => {
    const { code, stdout } = await run(...ask, board('mine'), '--json');
    const document = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(document.fits).toBeNull();
    expect(document.latencyMs).toMatchObject({ group: 'family-known' });
    expect(stdout).not.toMatch(/NaN|Infinity/);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'a missing unit',
      (text) => text.replace(', unit: MHz', ''),
      /bad\.yaml:10:1 error E_MISSING_KEY clock\.unit/,
    ],
    ['a clock of zero', (text) => text.replace('value: 80', 'value: 0'), /bad\.yaml:10:17 error E_RANGE/],
    ['a negative memory', (text) => text.replace('value: 1,', 'value: -1,'), /bad\.yaml:11:17 error E_RANGE/],
    [
      'an unknown family',
      (text) => text.replace('cortex-m4', 'cortex-m44'),
      /bad\.yaml:5:9 error E_UNKNOWN_FAMILY/,
    ],
    [
      'an unknown source',
      (text) => text.replace('source: sheet', 'source: shet'),
      /bad\.yaml:10:40 error E_UNKNOWN_SOURCE/,
    ],
  ])('refuses a profile with %s at its line and column', async (_, change, message) => {
    const { code, stderr } = await run(...ask, board('bad', change));
    expect(code).toBe(3);
    expect(stderr).toMatch(message);
  });

  it.each<[readonly string[], number, RegExp]>([
    [['ndp9120', '--clock-mhz', '77'], 3, /30\.7 MHz, 0\.9 V/],
    [['raspberry-pi-4b', '--threads', '0'], 3, /1 to 4, big-cores, all/],
    [['t4', '--regulator', 'linear'], 3, /says nothing of class server-gpu/],
    [['nucleo-l4r5zi', '--clock-mhz', '0'], 2, /not a number of at least/],
    [['nucleo-l4r5zi', '--batch', '0'], 2, /whole number of at least 1/],
  ])('refuses %j', async (words, exit, message) => {
    const { code, stderr } = await run(...ask, ...words);
    expect(code).toBe(exit);
    expect(stderr).toMatch(message);
  });
});
