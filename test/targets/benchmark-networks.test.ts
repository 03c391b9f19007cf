import { describe, expect, it } from 'vitest';
import { loadRunnableTarget } from '../../sim/calibration/load-runnable-target.ts';
import { benchmarkNetwork } from '../../sim/network/benchmarks/benchmark-network.ts';
import { denseWork } from '../../sim/network/dense-work.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { loadTarget } from '../../sim/targets/load-target.ts';
import { residentWeights } from '../../sim/targets/resident-weights.ts';
import type { Stage } from '../../sim/targets/target.ts';
import { weightsRead } from '../../sim/targets/weights-read.ts';

const point = { id: 'dense', levels: [], gates: [] };
const plan = (id: string, unit: string) =>
  ({ network: benchmarkNetwork(id), unit, numericForm: 'int8', point }) as const;
const ns = (stages: readonly Stage[]) => stages.reduce((sum, stage) => sum + stage.durationNs, 0);

describe('cost models on graphs of shapes', () => {
  it('a microcontroller takes longer for what has more multiply-accumulates, and says what does not fit', async () => {
    const target = await loadTarget('nucleo-l4r5zi', 'x-cube-ai-9.0');
    const times = ['ad', 'kws', 'vww', 'ic'].map((name) =>
      ns(target.lower(plan(`mlperf-tiny-${name}`, 'mcu'), null)),
    );
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(target.fit(plan('mlperf-tiny-vww', 'mcu'), [point]).fits).toBe(true);
    const refused = target.fit(plan('mobilenet-v1-1.0-224', 'mcu'), [point]);
    expect(refused.refusal).toMatchObject({ layer: 'pw12', memory: 'flash' });
  });

  it('a microcontroller has no cost for attention and says so', async () => {
    const target = await loadTarget('nucleo-l4r5zi', 'x-cube-ai-9.0');
    expect(() => target.lower(plan('bert-base-8', 'mcu'), null)).toThrow(
      /E_OPERATOR_COST.*'words' is of kind embedding, for which microcontrollers have no cost/,
    );
  });

  it.each([
    ['a100', 'tensorrt-8.6', 'gpu'],
    ['xeon-8380', 'openvino-int8', 'cpu'],
  ])('%s runs every size of transformer and detector', async (id, runtime, unit) => {
    const target = await loadTarget(id, runtime);
    const time = (network: string) => ns(target.lower(plan(network, unit), null));
    expect(time('bert-large-384')).toBeGreaterThan(time('bert-base-384'));
    expect(time('bert-base-384')).toBeGreaterThan(time('bert-base-128'));
    expect(time('retinanet-resnext50-800')).toBeGreaterThan(time('resnet-50-v1.5'));
    expect(target.fit(plan('bert-large-384', unit), [point]).fits).toBe(true);
  });
});

it.each([
  ['a100', 'tensorrt-8.6', 'gpu'],
  ['jetson-agx-orin', 'sparsewatt-4x1', 'gpu'],
  ['xeon-8380', 'sparsewatt-4x1', 'cpu'],
  ['odroid-n2plus', 'tflite-2.7.1-ruy-int8', 'cpu'],
])('%s takes as long for tables of a hundred rows as for those of a million', async (id, runtime, unit) => {
  const target = await loadRunnableTarget(id, runtime);
  const tagger = await loadNetwork('scenarios/models/brown/dense-s1.onnx');
  const time = (rows: number) => {
    const initialisers = new Map(
      [...tagger.initialisers].map(([name, constant]) => [
        name,
        name.endsWith('.rows') ? { ...constant, shape: [rows, 128] } : constant,
      ]),
    );
    return ns(target.lower({ network: { ...tagger, initialisers }, unit, numericForm: 'fp32', point }, null));
  };
  expect(time(1_000_000)).toBe(time(100));
});

describe('weights', () => {
  const form = { bytesPerWeight: 1, bytesPerChannel: 0, bytesPerIndex: 0, bytesPerRowPointer: 0 };

  it('that several operators share are stored once: the heads of RetinaNet on five levels', () => {
    const network = benchmarkNetwork('retinanet-resnext50-800');
    const kept = residentWeights(network, [point], form, 'dense', false);
    const convs = [...network.initialisers].filter(([name]) => name.endsWith('.weight'));
    const sizes = convs.map(([, { shape }]) => shape.reduce((a, b) => a * b));
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    expect(sum(kept.map(({ bytes }) => bytes))).toBe(sum(sizes));
    expect(kept.filter(({ node }) => /^scores0\.p/.test(node)).map(({ node }) => node)).toEqual([
      'scores0.p3',
    ]);
  });

  it('of a table are stored whole and read row by row', () => {
    const words = denseWork(benchmarkNetwork('bert-base-128')).find((work) => work.node === 'words')!;
    expect(words).toMatchObject({
      kind: 'embedding',
      weights: 30_522 * 768,
      grossMacs: 0,
      outputValues: 128 * 768,
    });
    expect(weightsRead(words, false)).toBe(128 * 768);
    const layer = denseWork(benchmarkNetwork('mlperf-tiny-ad'))[0]!;
    expect([weightsRead(layer, false), weightsRead({ ...layer, activeWeights: 7 }, true)]).toEqual([
      81_920, 7,
    ]);
  });
});
