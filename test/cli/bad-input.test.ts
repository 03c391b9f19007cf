import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { encodeModel, floats, type TinyModel, tinyModel } from '../network/onnx/tiny-model.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-bad-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const models = join(packageRoot(), 'scenarios', 'models');
const shipped = join(models, 'digits-ladder.onnx');
const small = join(models, 'digits-small-025.onnx');

const scenario = `schemaVersion: 1
name: bad
title: Bad input
network: net.onnx
data: degraded-mnist
pairedSeeds: 1
horizonS: 60
objective: { accuracyFloor: 0.9, missBudget: 0.05 }
arrivals: { process: motion-triggered, loads: [0.5], meanMotionS: 10, conditionDwellS: 20 }
classes:
  mcu: { activeShare: 0.5, deadlineFactor: 1.5 }
grid: { zone: FR, year: 2024 }
targets:
  - { target: nucleo-l4r5zi, runtimes: [sparsewatt-4x1] }
policies: [dense, static]
`;

async function run(model: Uint8Array | string, text = scenario, ...flags: string[]) {
  writeFileSync(join(folder, 'net.onnx'), model);
  writeFileSync(join(folder, 'bad.yaml'), text);
  const fake = fakeContext(folder);
  const cache = join(folder, 'cache');
  const code = await main(['run', 'bad.yaml', '--json', '--cache', cache, ...flags], fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

const changed = (change: (model: TinyModel) => void) => {
  const model = tinyModel();
  change(model);
  return encodeModel(model);
};

describe('sparsewatt run with bad input', () => {
  it.each<[string, () => Uint8Array | string, string, string]>([
    ['a truncated model', () => readFileSync(shipped).subarray(0, 200_000), 'E_MODEL_NOT_ONNX', 'truncated'],
    ['an empty model', () => '', 'E_MODEL_NOT_ONNX', '0 bytes'],
    [
      'a cyclic graph',
      () =>
        changed((m) => {
          m.nodes[0]!.input![0] = 'r';
        }),
      'E_MODEL_CYCLE',
      'cycle',
    ],
    [
      'NaN weights',
      () =>
        changed((m) => {
          m.tensors[5] = floats('fc.weight', [3, 8], () => Number.NaN);
        }),
      'E_MODEL_NOT_FINITE',
      "'fc.weight' holds NaN",
    ],
    ['a network for other data', () => changed(() => {}), 'E_MODEL_SHAPE', '1 x 28 x 28'],
  ])('refuses %s by name and ends with 3', async (_what, model, error, told) => {
    const { code, stdout, stderr } = await run(model());
    expect(stderr).toContain(error);
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('internal error');
    expect(stdout).toBe('');
    expect(code).toBe(3);
  });

  it.each([
    ['a missing model', 'net.onnx', 'absent.onnx', 'E_MODEL_MISSING'],
    ['a negative rate', '[0.5]', '[-0.5]', 'E_RANGE'],
    ['a deadline of zero', 'deadlineFactor: 1.5', 'deadlineFactor: 0', 'E_RANGE'],
    ['windows of motion without length', 'meanMotionS: 10', 'meanMotionS: 1e-9', 'E_RANGE'],
    ['an unknown target', 'nucleo-l4r5zi', 'nucleo-l4r5', 'E_UNKNOWN_TARGET'],
    ['an unknown policy', '[dense, static]', '[dense, statik]', 'E_UNKNOWN_POLICY'],
    ['an unknown grid zone', 'zone: FR', 'zone: FRR', 'E_UNKNOWN_GRID_ZONE'],
    ['a year without grid data', 'year: 2024', 'year: 2050', 'E_UNKNOWN_GRID_YEAR'],
    ['a runtime named twice', '[sparsewatt-4x1]', '[sparsewatt-4x1, sparsewatt-4x1]', 'E_DUPLICATE'],
  ])('refuses %s with its place and ends with 3', async (_what, from, to, error) => {
    const { code, stdout, stderr } = await run('', scenario.replace(from, to));
    expect(stderr).toMatch(/^bad\.yaml:\d+:\d+ error /);
    expect(stderr).toContain(error);
    expect(stdout).toBe('');
    expect(code).toBe(3);
  });

  it('refuses a folder as a scenario', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    const fake = fakeContext(folder);
    expect(await main(['run', 'sub'], fake.context)).toBe(3);
    expect(fake.stderr()).toContain('sub error E_SCENARIO_UNREADABLE is a folder');
  });

  it('refuses an output file that cannot be written before it begins', async () => {
    const { code, stderr } = await run('', scenario, '--out', join('no', 'such', 'folder', 'run.json'));
    expect(stderr).toContain('E_OUT');
    expect(code).toBe(2);
  });

  it('goes on where the cache folder cannot be used, and says so', async () => {
    writeFileSync(join(folder, 'cache'), '');
    // One point: the kernels execute a thousand images of it before the run.
    const unusable = await run(readFileSync(small));
    expect(unusable.stderr).toContain('warning: the run could not be saved');
    expect(unusable.code).toBe(0);
    // Exactly one document and nothing else.
    expect(unusable.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(unusable.stdout)).toMatchObject({ schemaVersion: '1.0', seed: 1 });
  });
});
