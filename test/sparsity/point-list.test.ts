import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { committedGates } from '../../sim/sparsity/committed-gates.ts';
import type { GateCalibration } from '../../sim/sparsity/gate-calibration.ts';
import { gatedLevels, pointList, ungatedPoints } from '../../sim/sparsity/point-list.ts';
import { hashPoints } from '../../sim/sparsity/table-key.ts';

const model = (name: string) => loadNetwork(join(packageRoot(), 'scenarios', 'models', name));

const calibration = (networkHash: string): GateCalibration => ({
  version: 1,
  networkHash,
  rule: 'made up for a test',
  data: 'none',
  samples: 0,
  gates: [{ level: 2, name: 'g1', closedShare: 0.1, thresholds: [0.1, 0.2, 0.3, 0.4] }],
});

test('a ladder network has each level, natural zeros and the calibrated gates', async () => {
  const network = await model('digits-ladder.onnx');
  const points = pointList(network, calibration(network.hash));
  const levels = network.ladder!.levels.map((_, k) => `L${k}`);
  expect(points.map((point) => point.id)).toEqual([...levels, 'L0-z', 'L2-z', 'L4-z', 'L2-g1']);
  expect(points.at(-1)).toEqual({ id: 'L2-g1', levels: [2, 2, 2, 2], gates: [0.1, 0.2, 0.3, 0.4] });
  expect(ungatedPoints(points).map((point) => point.id)).toEqual(levels);
  expect(points.length).toBeLessThanOrEqual(24);
  expect(pointList(network, null).map((point) => point.id)).toEqual([...levels, 'L0-z', 'L2-z', 'L4-z']);
});

test('a network without ladder has the point dense', async () => {
  expect(pointList(await model('digits-dense.onnx'))).toEqual([{ id: 'dense', levels: [], gates: [] }]);
});

test('gated levels cut ladders of any length into three', () => {
  expect(gatedLevels(7)).toEqual([2, 4]);
  expect(gatedLevels(2)).toEqual([0, 1]);
  expect(gatedLevels(1)).toEqual([0]);
});

test('thresholds are used only for the file they were found on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-gates-'));
  writeFileSync(join(folder, 'a.gates.json'), JSON.stringify(calibration('abc')));
  expect(committedGates('abc', folder)?.gates).toHaveLength(1);
  expect(committedGates('abd', folder)).toBeNull();
  expect(committedGates('abc', join(folder, 'absent'))).toBeNull();
});

test('the hash of a point list sees ids, levels, thresholds and order', () => {
  const a = { id: 'a', levels: [0], gates: [null] };
  const b = { id: 'b', levels: [1], gates: [0] };
  const lists = [[a, b], [b, a], [a], [a, { ...b, gates: [0.001] }], [a, { ...b, gates: [null] }]];
  expect(new Set(lists.map(hashPoints)).size).toBe(lists.length);
});
