import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../../sim/network/onnx/read-onnx.ts';
import { writeLadder } from '../../../sim/network/onnx/write-ladder.ts';
import { createExecutor } from '../../../sim/sparsity/execute/create-executor.ts';
import { levelsOfBlocks } from '../../../sim/sparsity/one-shot/block-order.ts';
import { denseLogits, measureLevels } from '../../../sim/sparsity/one-shot/measure-levels.ts';
import { oneShotLadder } from '../../../sim/sparsity/one-shot/one-shot-ladder.ts';
import type { PruningMethod } from '../../../sim/sparsity/one-shot/one-shot-options.ts';
import { withoutRecalibration } from '../../../sim/sparsity/one-shot/without-recalibration.ts';
import { residualInputs, residualModel } from '../../helpers/residual-model.ts';
import { randomImages, randomNetwork } from '../../helpers/tiny-network.ts';

const sparsities = [0, 0.5, 0.75];
const calibration = { values: residualInputs(5, 40), count: 40 };
const samples = { values: residualInputs(6, 50), count: 50, labels: null };

describe('oneShotLadder', () => {
  const bytes = residualModel(1);
  const network = readOnnx(bytes, 'residual.onnx');
  const run = (method: PruningMethod, options: object = {}) =>
    oneShotLadder(network, calibration, { method, sparsities, ...options });

  it('prunes what lies between the first and the last layer, across a residual connection', () => {
    const { layers, kept } = run('obs');
    expect(layers.map(({ node }) => node)).toEqual(['a', 'b']);
    expect(kept.map(({ node }) => node)).toEqual(['stem', 'fc']);
  });

  it.each(['obs', 'wanda', 'magnitude'] as const)(
    'nests the levels of %s and keeps the counts that were asked for',
    (method) => {
      for (const { rows, cols, order, levelEnds } of run(method).layers) {
        const blocks = (rows / 4) * cols;
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: blocks }, (_, i) => i));
        expect(levelEnds).toEqual(
          sparsities.map((sparsity) => Math.round((1 - sparsity) * cols) * (rows / 4)),
        );
        const levelOf = levelsOfBlocks({ order, levelEnds }, blocks);
        sparsities.forEach((_, level) => {
          expect(levelOf.filter((sparsest) => sparsest >= level)).toHaveLength(levelEnds[level]!);
        });
      }
    },
  );

  it.each([1, 2])(
    'errs less than magnitude on the calibration samples, for the same number of blocks (level %i)',
    (level) => {
      for (const seed of [1, 2, 3, 4]) {
        const other = readOnnx(residualModel(seed), 'residual.onnx');
        const options = { sparsities, gains: 'least-squares', damping: 1e-6 } as const;
        const obs = oneShotLadder(other, calibration, { ...options, method: 'obs', targetLevel: level });
        const magnitude = oneShotLadder(other, calibration, { ...options, method: 'magnitude' });
        // Of the first layer alone: its inputs are the same for both.
        expect(obs.layers[0]!.relativeErrors[level]).toBeLessThan(
          magnitude.layers[0]!.relativeErrors[level]!,
        );
        expect(obs.layers[0]!.levelEnds).toEqual(magnitude.layers[0]!.levelEnds);
      }
    },
  );

  it('keeps level 0 bit by bit where nothing is compensated, and else says how far it is', () => {
    const dense = denseLogits(network, samples);
    for (const { layers } of [run('obs', { targetLevel: 0 }), run('wanda'), run('magnitude')]) {
      for (const { node, values, scale, denseScale, rows } of layers) {
        expect(values).toEqual(Float32Array.from(network.initialisers.get(`${node}.weight`)!.data));
        expect(scale.subarray(0, rows)).toEqual(denseScale);
      }
      expect(measureLevels(network, layers, samples, dense)[0]).toEqual({
        accuracy: null,
        agreement: 1,
        divergence: 0,
      });
    }
    expect(measureLevels(network, run('obs').layers, samples, dense)[0]!.divergence).toBeGreaterThan(0);
  });

  it('comes closer to the dense network than magnitude does, and closer with the epilogues than without', () => {
    const dense = denseLogits(network, samples);
    const divergences = (layers: Parameters<typeof measureLevels>[1]) =>
      measureLevels(network, layers, samples, dense).map(({ divergence }) => divergence);
    const obs = run('obs').layers;
    const magnitude = run('magnitude').layers;
    for (const level of [1, 2]) {
      expect(divergences(obs)[level]).toBeLessThan(divergences(magnitude)[level]!);
      expect(divergences(magnitude)[level]).toBeLessThan(
        divergences(magnitude.map(withoutRecalibration))[level]!,
      );
    }
  });

  it('writes a file that reads back as the same ladder and whose plain graph is level 0', () => {
    const { layers } = run('obs');
    const written = writeLadder(bytes, network, layers, 'residual.onnx');
    const read = readOnnx(written, 'ladder.onnx');
    expect(read.ladder!.layers.map(({ node }) => node)).toEqual(['a', 'b']);
    read.ladder!.layers.forEach((layer, i) => {
      const { order, levelEnds, scale, bias, values } = layers[i]!;
      expect(layer).toMatchObject({ order, levelEnds, scale, bias });
      expect(read.initialisers.get(`${layer.node}.weight`)!.data).toEqual(values);
    });
    const dense = denseLogits(network, samples);
    const zero = measureLevels(network, layers, samples, dense)[0]!;
    const plain = denseLogits({ ...read, ladder: null }, samples);
    expect(measureLevels(network, layers, samples, plain)[0]!.divergence).toBeLessThan(1e-9);
    expect(zero.divergence).toBeGreaterThan(1e-7);
    expect(() => writeLadder(written, read, layers, 'ladder.onnx')).toThrow('holds a ladder already');
  });

  it('answers as the executors do, level by level', async () => {
    const chain = randomNetwork(2, 0.25);
    const images = randomImages(3, 24);
    const values = Float32Array.from(images, (grey) => grey / 255);
    const { layers } = oneShotLadder(chain, { values, count: 24 }, { method: 'obs', sparsities });
    const initialisers = new Map(chain.initialisers);
    for (const { node, values: own } of layers) {
      initialisers.set(`${node}.weight`, { ...chain.initialisers.get(`${node}.weight`)!, data: own });
    }
    const ladder = {
      version: 1,
      blockRows: 4,
      levels: sparsities.map((sparsity) => ({ sparsity })),
      layers,
    } as const;
    const executor = await createExecutor({ ...chain, initialisers, ladder });
    const own = { values, count: 24, labels: null };
    for (let level = 0; level < sparsities.length; level++) {
      const point = { id: 'p', levels: layers.map(() => level), gates: layers.map(() => null) };
      const { logits } = await executor.run(images, 24, point);
      const measured = measureLevels(chain, layers, own, logits)[level]!;
      expect(measured.agreement).toBe(1);
      expect(Math.abs(measured.divergence)).toBeLessThan(1e-8);
    }
  });

  it('refuses, by name, what it cannot prune', () => {
    expect(() => run('obs', { keep: ['stem', 'a', 'b', 'fc'] })).toThrow(
      /no layer can be pruned: .*a \(asked for\)/,
    );
    expect(() => run('obs', { keep: ['conv9'] })).toThrow(
      "'conv9', which is no layer; layers are stem, a, b, fc",
    );
    expect(run('obs', { keep: ['stem'] }).kept).toContainEqual({
      node: 'fc',
      why: '3 outputs are no multiple of 4',
    });
    const dropout = residualModel(1, (nodes) =>
      nodes.splice(3, 0, { opType: 'Dropout', name: 'drop', input: ['stem.r'], output: ['d'] }),
    );
    expect(() => readOnnx(dropout, 'd.onnx')).toThrow(
      /node 'drop' is Dropout, an operator of training; export .*model\.eval/,
    );
    const training = residualModel(1, (nodes) => {
      nodes[1]!.attribute!.push({ name: 'training_mode', type: 2, i: 1 });
    });
    expect(() => readOnnx(training, 't.onnx')).toThrow(
      /'stem.bn' is BatchNormalization with training_mode 1; export/,
    );
  });
});
