import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { writeOnnx } from '../../sim/network/onnx/write-onnx.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { withoutExits } from '../../sim/sparsity/exits/without-exits.ts';
import { listStops } from '../../sim/sparsity/tune/stop.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-tune-'));
afterAll(() => rmSync(folder, { recursive: true }));
const digits = join(folder, 'digits-ladder.onnx');

/** Two of the seven levels of the shipped ladder. */
async function writeDigits(): Promise<void> {
  const network = await loadNetwork(join(packageRoot(), 'scenarios/models/digits-ladder.onnx'));
  const kept = [0, 4];
  const ladder = network.ladder!;
  const layers = ladder.layers.map((layer) => {
    const pick = (table: Float32Array) =>
      Float32Array.from(kept.flatMap((k) => [...table.subarray(k * layer.rows, (k + 1) * layer.rows)]));
    const levelEnds = kept.map((k) => layer.levelEnds[k]!);
    return { ...layer, levelEnds, scale: pick(layer.scale), bias: pick(layer.bias) };
  });
  const levels = kept.map((k) => ladder.levels[k]!);
  writeFileSync(digits, writeOnnx({ ...withoutExits(network), ladder: { ...ladder, levels, layers } }));
}
await writeDigits();
const small = ['--limit', '400', '--answers', '1500', '--rounds', '3'];

async function tune(...args: string[]) {
  const fake = fakeContext(folder);
  const code = await main(['tune', ...args], fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

describe('sparsewatt tune', () => {
  it('fits exits, searches, and writes network, points and table', async () => {
    const card = join(folder, 'README.md');
    writeFileSync(
      card,
      'before\n<!-- begin points digits-ladder.onnx -->\nold\n<!-- end points digits-ladder.onnx -->\n',
    );
    const flags = ['--data', 'mnist', '--exits', '--out', 'out', '--card', 'README.md', '--test'];
    const { code, stdout, stderr } = await tune(digits, ...flags, ...small);
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}e0 behind .+: [\d. ]+ \/ [\d. ]+, taken: /m);
    expect(stdout).toMatch(/^L1e0 +94\.\d% +\d+\.\d\d +\d+\.\d/m);
    expect(stdout).toContain('executed in turns on test data');

    const network = await loadNetwork(join(folder, 'out/digits-ladder.onnx'));
    const stops = listStops(network);
    expect(stops.some(({ exit }) => exit === 2)).toBe(true);
    const document = JSON.parse(readFileSync(join(folder, 'out/points.json'), 'utf8'));
    expect(document).toMatchObject({ schemaVersion: '2.0', task: 'mnist', chosenOn: 'validation' });
    const [frontier] = document.frontiers;
    expect(frontier.stops.map(({ id }: { id: string }) => id)).toEqual(stops.map(({ id }) => id));
    // A tenth would be chance; the deepest exit of the densest level sees most of the network.
    const accuracy = (id: string) => frontier.stops.find((stop: { id: string }) => stop.id === id).accuracy;
    expect(accuracy('L0e2')).toBeGreaterThan(0.8);
    expect(accuracy('L0')).toBeGreaterThan(0.97);
    frontier.points.slice(1).forEach((point: { accuracy: number; cost: number }, i: number) => {
      expect(point.accuracy).toBeGreaterThanOrEqual(frontier.points[i].accuracy);
      expect(point.cost).toBeGreaterThanOrEqual(frontier.points[i].cost);
    });
    const text = readFileSync(card, 'utf8');
    expect(text).not.toContain('old');
    expect(text).toMatch(/^before\n<!-- begin[^\n]*\n\nOperating points at batch 1 on /);
    expect(text).toMatch(/\| L1e0 \| 94\.\d% \|/);

    // The network that was written has exits now; another one of the task is added to the points.
    const copy = join(folder, 'other.onnx');
    writeFileSync(copy, readFileSync(join(folder, 'out/digits-ladder.onnx')));
    const again = await tune(copy, '--data', 'mnist', '--out', 'out', '--json', '--stages', '2', ...small);
    expect(again.code).toBe(0);
    const printed = JSON.parse(again.stdout);
    expect(printed.frontiers.map(({ network: name }: { network: string }) => name)).toEqual(['other.onnx']);
    expect(printed.exits).toBeNull();
    expect(Math.max(...printed.frontiers[0].points.map(({ stages }: { stages: [] }) => stages.length))).toBe(
      2,
    );
    const both = JSON.parse(readFileSync(join(folder, 'out/points.json'), 'utf8'));
    expect(both.frontiers.map(({ network: name }: { network: string }) => name)).toEqual([
      'digits-ladder.onnx',
      'other.onnx',
    ]);
    expect(both.frontiers[0]).toEqual(frontier);
  }, 240_000);

  it('refuses another task, points of another task, and a card without a place', async () => {
    const task = await tune(digits, '--data', 'nothing');
    expect([task.code, task.stderr.includes('"nothing" is not one of fashion-mnist, mnist')]).toEqual([
      2,
      true,
    ]);
    const shape = await tune(
      join(packageRoot(), 'scenarios/models/shuttle/ladder-s1.onnx'),
      '--data',
      'mnist',
    );
    expect(shape.code).toBe(3);
    expect(shape.stderr).toMatch(
      /E_DATA the network takes features and tells 7 classes apart; requests of mnist have image/,
    );
    writeFileSync(join(folder, 'points.json'), '{ "schemaVersion": "1.0", "task": "mnist" }');
    const points = await tune(digits, '--data', 'mnist', '--out', '.');
    expect(points.stderr).toMatch(/E_POINTS .*schema 1\.0; .*another --out/s);
    writeFileSync(join(folder, 'bare.md'), 'nothing');
    const card = await tune(digits, '--data', 'mnist', '--card', 'bare.md');
    expect(card.stderr).toMatch(/E_CARD bare\.md has no line <!-- begin points digits-ladder\.onnx -->/);
  });
});
