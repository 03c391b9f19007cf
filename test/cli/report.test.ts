import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { greenRun } from '../report/green-sample.ts';
import { fakeContext } from './fake-context.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-report-'));
  await writeFile(join(folder, 'run.json'), JSON.stringify(greenRun()));
});

async function call(...args: string[]) {
  const { context, stdout, stderr } = fakeContext(folder, { SOURCE_DATE_EPOCH: '1700000000' });
  const code = await main(args, context);
  return { code, out: stdout(), err: stderr() };
}

describe('sparsewatt report', () => {
  it('writes what was asked for, the same bytes each time, and nothing else', async () => {
    const write = async (out: string) => {
      const { code } = await call('report', 'run.json', '--out', out, '--format', 'json,csv,if,sci');
      expect(code).toBe(0);
      return Promise.all(
        (await readdir(join(folder, out))).sort().map((name) => readFile(join(folder, out, name), 'utf8')),
      );
    };
    const first = await write('one');
    expect(first).toEqual(await write('two'));
    expect((await readdir(join(folder, 'one'))).sort()).toEqual([
      'emissions.csv',
      'ledger.csv',
      'manifest.if.yaml',
      'report.json',
      'runs.csv',
      'sci-report.md',
      'sci-report.yaml',
    ]);
  });

  it('refuses a file as folder, an unknown format, an unknown zone, and writes nothing', async () => {
    await writeFile(join(folder, 'taken'), '');
    expect(await call('report', 'run.json', '--out', 'taken')).toMatchObject({
      code: 2,
      err: expect.stringContaining('this is a file'),
    });
    expect(await call('report', 'run.json', '--out', 'x', '--format', 'docx')).toMatchObject({ code: 2 });
    expect(await call('report', 'run.json', '--out', 'x', '--zone', 'Germany')).toMatchObject({
      code: 3,
      err: expect.stringContaining('DE (Germany)'),
    });
    expect(await readdir(folder)).not.toContain('x');
  });

  it('leaves nothing half-written where the folder cannot be written', async () => {
    await mkdir(join(folder, 'locked'));
    await chmod(join(folder, 'locked'), 0o500);
    // The superuser may write anywhere.
    if (process.getuid?.() !== 0)
      expect((await call('report', 'run.json', '--out', 'locked', '--format', 'json')).code).toBe(1);
    await chmod(join(folder, 'locked'), 0o700);
    expect((await readdir(join(folder, 'locked'))).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('tells a folder and a report from a run', async () => {
    await mkdir(join(folder, 'made'));
    expect(await call('report', 'made')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/made is a folder.*latest/s),
    });
    await call('report', 'run.json', '--out', 'made', '--format', 'json');
    expect(await call('report', 'made/report.json')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/is a report made of a run.*sparsewatt report [0-9a-f]{12}/s),
    });
  });

  it('says of which version a run is that cannot be read, and who made it', async () => {
    const tool = { name: 'sparsewatt', version: '9.1.0' };
    await writeFile(join(folder, 'new.json'), JSON.stringify({ ...greenRun(), schemaVersion: '2.0', tool }));
    expect(await call('report', 'new.json')).toMatchObject({
      code: 3,
      err: expect.stringMatching(
        /E_RUN_VERSION .*new\.json: schemaVersion is "2\.0".*reads "1\.0".*by version 9\.1\.0/,
      ),
    });
  });

  it('says that a run was cut off, and prints no byte of a file that a terminal would obey', async () => {
    const whole = JSON.stringify(greenRun());
    await writeFile(join(folder, 'cut.json'), whole.slice(0, whole.length / 2));
    expect((await call('report', 'cut.json')).err).toMatch(/E_RUN_BROKEN .*ends in the middle/);
    await writeFile(join(folder, 'bytes.json'), '\x1b]0;title\x07\x9b2J');
    const { err } = await call('report', 'bytes.json');
    expect(err).toMatch(/E_RUN_BROKEN .*not a JSON document/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
    expect(err).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });
});

describe('sparsewatt check', () => {
  const budget = (max: number, more = '') =>
    writeFile(
      join(folder, 'budget.yaml'),
      `schemaVersion: 1\n${more}budgets:\n  - { target: nucleo-u575zi-q, energyPerInferenceJ: { max: ${max} } }\n`,
    );

  it('ends with 0 within the budget and with 4 beyond it, with JUnit', async () => {
    await budget(0.005);
    expect(await call('check', 'budget.yaml', 'run.json', '--write-baseline', 'base.json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 of 1 limits hold'),
    });
    await budget(0.001, 'baseline: base.json\n');
    const { code, out } = await call('check', 'budget.yaml', 'run.json', '--junit', 'junit.xml');
    expect(code).toBe(4);
    expect(out).toContain('✗');
    expect(await readFile(join(folder, 'junit.xml'), 'utf8')).toMatch(
      /failures="1".*<failure message="energyPerInferenceJ is/s,
    );
  });

  it('tells the reason that many limits share once', async () => {
    const written = JSON.parse(await readFile(join(folder, 'base.json'), 'utf8'));
    await writeFile(join(folder, 'older.json'), JSON.stringify({ ...written, seed: written.seed + 1 }));
    await writeFile(
      join(folder, 'budget.yaml'),
      'schemaVersion: 1\nbaseline: older.json\nbudgets: [{ target: nucleo-u575zi-q, policy: dense, energyPerInferenceJ: { growth: 1 }, accuracy: { shrink: 1 } }]\n',
    );
    const { code, out } = await call('check', 'budget.yaml', 'run.json');
    expect(code).toBe(4);
    expect(out.match(/not comparable/g)).toHaveLength(1);
    expect(out).toContain('0 of 2 limits hold');
  });

  it('refuses unknown keys, rows and baselines with their place', async () => {
    await writeFile(
      join(folder, 'budget.yaml'),
      'schemaVersion: 1\nbudgets: [{ target: nucleo-u575zi-q, energy: { max: 1 } }]\n',
    );
    expect(await call('check', 'budget.yaml', 'run.json')).toMatchObject({
      code: 3,
      err: expect.stringContaining('budget.yaml:2'),
    });
    await writeFile(
      join(folder, 'budget.yaml'),
      'schemaVersion: 1\nbudgets: [{ target: nucleo, accuracy: { min: 0 } }]\n',
    );
    expect(await call('check', 'budget.yaml', 'run.json')).toMatchObject({
      code: 3,
      err: expect.stringContaining('nucleo-u575zi-q'),
    });
    await budget(1, 'baseline: run.json\n');
    expect(await call('check', 'budget.yaml', 'run.json')).toMatchObject({
      code: 3,
      err: expect.stringContaining('no report of this version'),
    });
  });
});
