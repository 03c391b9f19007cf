import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-train-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** MNIST, whose package is always there, in few large batches through a tiny network. */
const text = `schemaVersion: 1
name: tiny
task: mnist
network:
  kind: residual
  stem: { channels: 4, kernel: 3, stride: 2 }
  blocks:
    - { channels: 8, stride: 2 }
method: { kind: ladder, levels: [0, 0.8], perStep: 1, start: 0.1, end: 0.5, freeze: 0.6 }
epochs: 1
batch: 4096
optimiser: { kind: sgd, rate: 0.1 }
calibrationSamples: 4096
`;
const file = join(folder, 'tiny.yaml');
writeFileSync(file, text);
writeFileSync(
  join(folder, 'wild.yaml'),
  text.replace('rate: 0.1 }', 'rate: 1000000 }\nschedule: { kind: constant, warmUp: 0 }'),
);
writeFileSync(join(folder, 'fashion.yaml'), text.replace('task: mnist', 'task: fashion-mnist'));
writeFileSync(
  join(folder, 'taught.yaml'),
  text.replace('perStep: 1', `perStep: 1, teacher: { folder: '${join(folder, 'master-s{seed}')}' }`),
);
writeFileSync(join(folder, 'broken.yaml'), text.replace('batch: 4096', 'batch: 4090'));

async function train(...args: string[]) {
  const fake = fakeContext(folder);
  const code = await main(['train', ...args], fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

describe('sparsewatt train', () => {
  it('trains, prints every level, writes network, metrics and result', async () => {
    const out = join(folder, 'out');
    const { code, stdout, stderr } = await train(file, '--out', out, '--threads', '1', '--test');
    expect(code).toBe(0);
    expect(stderr).toMatch(/epoch 1\/1 {2}\d+\.\d\d% {2}\d+\.\d\d%/);
    expect(stdout).toMatch(/tiny, seed 1: 1 epochs/);
    expect(stdout).toMatch(/^ +1 +\d+\.\d% +\d+\.\d\d% +\d+\.\d\d%$/m);
    const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
    expect(result).toMatchObject({ schemaVersion: '1.0', ended: 'finished', spec: { name: 'tiny' } });
    expect(result.validation.map(({ answers }: { answers: number }) => answers)).toEqual([10_000, 10_000]);
    expect(result.test.length).toBe(2);
    expect(readFileSync(join(out, 'metrics.jsonl'), 'utf8').split('\n').length).toBe(2);
    const network = await loadNetwork(join(out, 'network.onnx'));
    expect(network.ladder!.levels.length).toBe(2);

    // Done already: the same result from the checkpoint, without a step.
    const again = await train(file, '--out', out, '--threads', '1', '--json');
    expect(again.stderr).not.toContain('epoch');
    expect(JSON.parse(again.stdout).validation).toEqual(result.validation);
    // Another description in the same folder.
    const other = await train(file, '--out', out, '--seed', '2');
    expect(other.code).toBe(3);
    expect(other.stderr).toMatch(/E_CHECKPOINT .*another description; take another --out, or --fresh/);
    writeFileSync(join(out, 'checkpoint'), 'SWCKPT01 and then nothing that one could read, not by far');
    const damaged = await train(file, '--out', out);
    expect(damaged.code).toBe(3);
    expect(damaged.stderr).toMatch(/E_CHECKPOINT .*is damaged.*--fresh/);
  });

  it('names the run that a teacher is missing from, and refuses to teach what has none', async () => {
    const taught = join(folder, 'taught.yaml');
    const early = await train(taught, '--out', join(folder, 'early'), '--threads', '1');
    expect(early.code).toBe(3);
    expect(early.stderr).toMatch(/E_CHECKPOINT .*master-s1\/result\.json: is not there; train the teacher/);
    expect((await train(taught, '--taught')).stderr).toMatch(/E_USAGE --taught is of a dense control/);
    expect((await train(file, '--taught', '--method', 'dense')).stderr).toMatch(/tiny has no teacher/);
  });

  it('stops when the loss diverges: says why, keeps sound weights, exits with 1', async () => {
    const out = join(folder, 'wild');
    const { code, stderr } = await train(join(folder, 'wild.yaml'), '--out', out, '--threads', '1');
    expect(code).toBe(1);
    expect(stderr).toMatch(/the loss is .* at step \d+: training has diverged; a lower optimiser\.rate/);
    const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
    expect(result.ended).toBe('diverged');
    for (const { loss } of result.validation) expect(loss).toBeLessThan(10);
    expect(existsSync(join(out, 'network.onnx'))).toBe(true);
  });

  it('names the command that fetches data that are not there', async () => {
    vi.stubEnv('SPARSEWATT_DATA', join(folder, 'nowhere'));
    const { code, stderr } = await train(join(folder, 'fashion.yaml'), '--out', join(folder, 'f'));
    expect(code).toBe(3);
    expect(stderr).toMatch(/E_DATA_MISSING .*npm run data -- fashion-mnist/);
  });

  it('refuses a broken description with its place, and one that is not there', async () => {
    const broken = await train(join(folder, 'broken.yaml'));
    expect(broken.code).toBe(3);
    expect(broken.stderr).toMatch(/broken\.yaml:11:8 error E_VALUE batch is 4090/);
    const missing = await train(join(folder, 'none.yaml'));
    expect(missing.code).not.toBe(0);
    expect(missing.stderr).toMatch(/none\.yaml: there is no such file/);
  });
});
