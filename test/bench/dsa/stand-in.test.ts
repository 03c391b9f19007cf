import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import { expect, test } from 'vitest';
import { sortModelFiles } from '../../../bench/dsa/model-files.ts';
import { withStandIn } from '../../../bench/dsa/stand-in.ts';
import { loadNetwork } from '../../../sim/network/onnx/load-network.ts';
import { narrowConstants } from '../../../sim/network/onnx/narrow-constants.ts';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';

const { ModelProto } = onnxProto.onnx;

test.each([false, true])('is level 0 without its ladder, in halves: %s', async (halves) => {
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-test-'));
  try {
    const model = ModelProto.decode(readFileSync('scenarios/models/shuttle/ladder-s1.onnx'));
    if (halves) narrowConstants(model.graph!);
    const ladder = join(folder, 'ladder-s1.onnx');
    writeFileSync(ladder, ModelProto.encode(model).finish());
    const { files, remove } = await withStandIn(
      sortModelFiles(['ladder-s1.onnx', 'answers-s1.json'], folder),
    );
    const file = files.dense.get(1)!;
    expect(files.standIn).toBe(true);
    const [one, other] = [await loadNetwork(file), await loadNetwork(ladder)];
    expect(one.ladder).toBeNull();
    const inputs = Float32Array.from({ length: 18 }, (_, i) => Math.sin(i));
    const run = async (network: typeof one) => [
      ...Object.values((await GraphExecutor.open(network, {})).run({ features: inputs }, 1))[0]!,
    ];
    const wanted = await run(other);
    (await run(one)).forEach((value, i) => void expect(value).toBeCloseTo(wanted[i]!, 4));
    remove();
    expect(existsSync(file)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('leaves a dense network that is there', async () => {
  const files = sortModelFiles(['ladder-s1.onnx', 'dense-s1.onnx'], 'at');
  expect((await withStandIn(files)).files).toBe(files);
});
