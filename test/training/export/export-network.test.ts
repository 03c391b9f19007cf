import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../../sim/network/onnx/read-onnx.ts';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';
import { exportNetwork } from '../../../sim/training/export/export-network.ts';
import { makeMethod } from '../../../sim/training/method/make-method.ts';
import { encoderPlan } from '../../../sim/training/plan/encoder-plan.ts';
import { perceptronPlan } from '../../../sim/training/plan/perceptron-plan.ts';
import { TrainingSession } from '../../../sim/training/run/training-session.ts';
import { featureFeed } from '../feature-feed.ts';
import { ModelHarness } from '../model/model-harness.ts';
import { imageFeed, images, ladder, side, smallPlan, spec } from '../synthetic.ts';
import { tokenFeed } from '../token-feed.ts';

const sparse = [false, true, true];

/** A harness and its network as it is read back from the exported file. */
async function exported(harness: ModelHarness, standard?: Parameters<typeof exportNetwork>[3]) {
  const method = makeMethod({ ...ladder, sandwich: false, temperature: 1 } as never, 1);
  method.restore(harness.model, harness.levels);
  return readOnnx(exportNetwork('net', harness.model, method, standard), 'net.onnx');
}

/** @param rows of one answer each, in the order of `wanted` */
function expectSame(found: Float32Array, wanted: readonly (readonly number[])[], classes: number): void {
  expect(found.length).toBe(wanted.length * classes);
  const largest = Math.max(...wanted.flat().map(Math.abs));
  wanted.forEach((row, i) => {
    row.forEach((v, c) => {
      expect(Math.abs(found[i * classes + c]! - v) / largest).toBeLessThan(1e-4);
    });
  });
}

describe('an exported network', () => {
  it('takes bytes / 255 where it is told how they are standardised', async () => {
    const feed = imageFeed();
    const harness = await ModelHarness.open(smallPlan, feed, sparse);
    const network = await exported(harness, feed.images);
    const grey = Float32Array.from(images(256, 1).images.subarray(0, 16 * side * side), (v) => v / 255);
    const graph = await GraphExecutor.open(network, { batch: 16 });
    for (const level of [0, 1, 2]) {
      const found = graph.run({ image: grey }, 16, { levels: level });
      expectSame(Object.values(found)[0]!, harness.logits(level).flat(), 4);
    }
  });

  it('has the logits of the trainer at every level: residual, batch norm folded', async () => {
    const feed = imageFeed();
    const harness = await ModelHarness.open(smallPlan, feed, sparse);
    const network = await exported(harness);
    const set = images(256, 1);
    const x = Float32Array.from(
      set.images.subarray(0, 16 * side * side),
      (v) => (v - feed.images.mean) / feed.images.deviation,
    );
    const graph = await GraphExecutor.open(network, { batch: 16 });
    const seen: Float32Array[] = [];
    for (const level of [0, 1, 2]) {
      const wanted = harness.logits(level).flat();
      const found = graph.run({ image: x }, 16, { levels: level });
      seen.push(Object.values(found)[0]!);
      expectSame(seen.at(-1)!, wanted, 4);
    }
    expect(seen[1]).not.toEqual(seen[0]);
    expect(seen[2]).not.toEqual(seen[1]);
  });

  it('has the logits of the trainer at every level: perceptron', async () => {
    const feed = featureFeed(7, 3);
    const plan = perceptronPlan({ kind: 'perceptron', hidden: [12, 8, 8] }, 7, 3);
    const harness = await ModelHarness.open(plan, feed, sparse);
    const network = await exported(harness);
    const x = harness.input('features');
    const graph = await GraphExecutor.open(network, { batch: 16 });
    for (const level of [0, 1, 2]) {
      const found = graph.run({ features: Float32Array.from(x.flat()) }, 16, { levels: level });
      expectSame(Object.values(found)[0]!, harness.logits(level).flat(), 3);
    }
  });

  it.each([
    ['token', 'mean'],
    ['sequence', 'mean'],
    ['sequence', 'joined'],
  ] as const)('has those of an encoder whose rows are bytes, by %s, pool: %s', async (answer, pool) => {
    const [tokens, rows] = [16, 9];
    const network = {
      kind: 'encoder',
      features: 8,
      heads: 2,
      hidden: 12,
      layers: 2,
      dropout: 0.1,
      pool,
    } as const;
    const { feed, idsOf } = tokenFeed(tokens, rows, 3, answer);
    const plan = encoderPlan(network, [{ name: 'ids', rows }], tokens, 3, answer);
    const harness = await ModelHarness.open(plan, feed, sparse);
    for (const { values, features } of harness.model.parameters.tables.values()) {
      const view = harness.model.memory.view(values);
      for (let r = 0; r < rows; r++) {
        const row = view.subarray(r * features, (r + 1) * features);
        const scale = Math.fround(Math.max(...row.map(Math.abs)) / 127);
        row.set(row.map((v) => Math.round(v / scale) * scale));
      }
    }
    const graph = await GraphExecutor.open(await exported(harness), { batch: 16 });
    const ids = new Int32Array(16 * tokens);
    // An id is one higher in the file: 0 is padding there.
    for (let s = 0; s < 16; s++)
      ids.set(
        idsOf(s).map((id) => id + 1),
        s * tokens,
      );
    for (const level of [0, 1, 2]) {
      const found = Object.values(graph.run({ ids }, 16, { levels: level }))[0]!;
      const wanted = harness.logits(level).flat();
      if (answer === 'sequence') expectSame(found, wanted, 3);
      else {
        const isThere = [...ids].map((id) => id > 0);
        const kept = found.filter((_, i) => isThere[Math.floor(i / 3)]);
        expectSame(
          kept,
          wanted.filter((_, lane) => isThere[lane]),
          3,
        );
      }
    }
  });

  it.each([
    ['rigl', { kind: 'rigl', sparsity: 0.8, everySteps: 3 }, [0.8]],
    ['magnitude', { kind: 'magnitude', sparsity: 0.8, everySteps: 3 }, [0.8]],
    ['ladder', ladder, [0, 0.5, 0.8]],
    ['dense', { kind: 'dense' }, null],
  ])('states the sparsities that it has, in mid-run, too: %s', async (_, method, ends) => {
    const session = await TrainingSession.open({
      ...{ spec: spec({ method }), plan: smallPlan, feed: imageFeed(), threads: 1, build: 'reproducible' },
    });
    for (let step = 0; step < session.steps; step++) {
      const bytes = exportNetwork('net', session.model, session.method);
      if (step % 5 === 0) readOnnx(bytes, 'net.onnx');
      session.step(step, session.order(0));
    }
    const { ladder: found } = readOnnx(exportNetwork('net', session.model, session.method), 'net.onnx');
    if (ends === null) expect(found).toBeFalsy();
    else
      found!.levels.forEach(({ sparsity }, level) => {
        expect(sparsity).toBeCloseTo(ends[level]!, 2);
      });
  });
});
