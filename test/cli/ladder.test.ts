import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { residualInputs, residualModel } from '../helpers/residual-model.ts';
import { npyBytes, npyHeader } from '../workload/npy/npy-bytes.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-ladder-'));
afterAll(() => rmSync(folder, { recursive: true }));

const floats = (name: string, shape: number[], values: Float32Array) =>
  writeFileSync(join(folder, name), npyBytes(npyHeader('<f4', shape), new Uint8Array(values.buffer)));
writeFileSync(join(folder, 'net.onnx'), residualModel(1));
floats('x.npy', [60, 2, 8, 8], residualInputs(1, 60));
floats('last.npy', [60, 8, 8, 2], residualInputs(1, 60));
writeFileSync(
  join(folder, 'y.npy'),
  npyBytes(
    npyHeader('|u1', [60]),
    Uint8Array.from({ length: 60 }, (_, i) => i % 3),
  ),
);
writeFileSync(join(folder, 'seven.npy'), npyBytes(npyHeader('|u1', [60]), new Uint8Array(60).fill(7)));
writeFileSync(join(folder, 'short.npy'), npyBytes(npyHeader('|u1', [59]), new Uint8Array(59)));

async function call(...args: string[]) {
  const fake = fakeContext(folder);
  const code = await main(['ladder', ...args], fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

const few = ['--samples', '30', '--levels', '0,50,75'];

describe('sparsewatt ladder', () => {
  it('prunes, measures and writes a network of the user, labels and all', async () => {
    const { code, stdout } = await call('net.onnx', '--data', 'x.npy,y.npy', ...few, '--out', 'ladder.onnx');
    expect(code).toBe(0);
    expect(stdout).toMatch(/kept dense: stem \(first layer\), fc\s+\(last layer\)/);
    expect(stdout).toContain('calibrated on 30 samples');
    expect(stdout).toMatch(/^ +2 +75% +25% +\d+\.\d\d% +-?\d+\.\d\d +\d+\.\d\d% +\d\.\d{4}/m);
    expect(stdout).toContain('plain magnitude in 4x1 blocks at 75%:');
    const { ladder } = await loadNetwork(join(folder, 'ladder.onnx'));
    expect(ladder!.levels.map(({ sparsity }) => sparsity)).toEqual([0, 0.5, 0.75]);
  });

  it('gives agreement and divergence without labels, and the same numbers each time', async () => {
    const first = await call('net.onnx', '--data', 'x.npy', ...few, '--json', '--no-compare');
    const again = await call('net.onnx', '--data', 'x.npy', ...few, '--json', '--no-compare');
    expect(first.stdout).toBe(again.stdout);
    const { methods, dense, evaluation } = JSON.parse(first.stdout);
    expect(evaluation.count).toBe(30);
    expect([dense.accuracy, methods.length, methods[0].method]).toEqual([null, 1, 'obs']);
    expect(methods[0].recalibrated[1].divergence).toBeGreaterThan(0);
  });

  it('says that level 0 is the dense network where it is', async () => {
    const { stdout } = await call(
      'net.onnx',
      '--data',
      'x.npy',
      ...few,
      '--target-level',
      '0',
      '--no-compare',
    );
    expect(stdout).toContain('level 0 is the dense network, bit by bit');
  });

  it.each([
    [['--data', 'mnits'], '"mnits" is neither a built-in data set nor one or two .npy files'],
    [['--data', 'mnist'], 'mnist has samples of (1, 28, 28); the network takes (2, 8, 8)'],
    [['--data', 'last.npy'], 'channels come first'],
    [['--data', 'x.npy,short.npy', '--samples', '30'], 'labels of shape (59) for 60 samples'],
    [['--data', 'x.npy,seven.npy', '--samples', '30'], 'label 7 at index 0; the network has 3 classes'],
    [['--data', 'x.npy'], '60 samples, of which 512 are to calibrate on'],
    [['--data', 'x.npy', '--samples', '30', '--keep', 'conv7'], "'conv7', which is no layer"],
  ])('refuses %j as invalid input', async (args, told) => {
    const { code, stdout, stderr } = await call('net.onnx', ...args);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(told);
  });

  it.each([
    [['--levels', '50,75'], 'rising percentages from 0'],
    [['--levels', '0,75,50'], 'rising percentages from 0'],
    [['--target-level', '5'], '--target-level 5: the levels are 0 to 4'],
  ])('refuses %j as a usage error', async (args, told) => {
    const { code, stderr } = await call('net.onnx', '--data', 'x.npy', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(told);
  });

  it('refuses a file that holds a ladder already', async () => {
    const file = join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx');
    const { code, stderr } = await call(file, '--data', 'mnist');
    expect(code).toBe(3);
    expect(stderr).toContain('holds a ladder already');
  });
});
