import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { predict } from '../../sim/predict/predict.ts';
import type { PredictOptions } from '../../sim/predict/predict-options.ts';
import type { PredictedQuantity } from '../../sim/predict/prediction.ts';

const board: PredictOptions = {
  network: 'mlperf-tiny-ic',
  target: 'nucleo-u575zi-q',
  runtime: 'x-cube-ai-10.2',
};
const width = ({ low, high }: PredictedQuantity) => high / low;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-predict-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function anchors(text: string): Promise<string> {
  const file = join(folder, `anchors-${text.length}.csv`);
  await writeFile(file, text);
  return file;
}

describe('a prediction', () => {
  it('has ordered intervals, and parts that add up to the whole', async () => {
    const prediction = await predict(board);
    for (const quantity of [prediction.latencyMs, prediction.powerW, prediction.energyJ]) {
      expect(quantity!.low).toBeLessThan(quantity!.central);
      expect(quantity!.central).toBeLessThan(quantity!.high);
    }
    const { layers } = prediction;
    expect(sum(layers.map((layer) => layer.latencyMs))).toBeCloseTo(prediction.latencyMs!.central, 9);
    expect(sum(layers.map((layer) => layer.energyJ!))).toBeCloseTo(prediction.energyJ!.central, 12);
    for (const layer of layers)
      expect(sum(Object.values(layer.latencyMsByCause))).toBeCloseTo(layer.latencyMs, 9);
    expect(sum(Object.values(prediction.energyByCause))).toBeCloseTo(prediction.energyJ!.central, 12);
    expect(prediction.energyByCause.static).toBeGreaterThan(0);
    expect(sum(layers.map((layer) => layer.macs))).toBe(prediction.network.macs);
  });

  it('takes twice as long at half the clock, at less power', async () => {
    const [whole, half] = await Promise.all([predict(board), predict({ ...board, clockMhz: 80 })]);
    expect(half.latencyMs!.central).toBeCloseTo(2 * whole.latencyMs!.central, 9);
    expect(half.powerW!.central).toBeLessThan(whole.powerW!.central);
    // With the clock its voltage falls, and with that the energy.
    expect(half.energyJ!.central).toBeLessThan(whole.energyJ!.central);
  });

  it('is wider for a runtime of which nothing is known', async () => {
    const [known, unknown] = await Promise.all([predict(board), predict({ ...board, runtime: 'unknown' })]);
    expect(width(unknown.latencyMs!)).toBeGreaterThan(1.3 * width(known.latencyMs!));
    expect(unknown.latencyMs!.group).toBe('runtime-unknown');
    expect(unknown.notes.join()).toMatch(/runtime unknown: predicted for a software stack/);
  });

  it('says which runtime and precision it chose, and what they are known from', async () => {
    const { runtime, precision, notes, latencyMs } = await predict({
      network: 'mobilenet-v2-0.35-96',
      target: 'nucleo-l4r5zi',
    });
    expect(notes.join('\n')).toMatch(`runtime ${runtime} was chosen`);
    expect(notes.join('\n')).toMatch(`precision ${precision} was chosen`);
    expect(latencyMs!.error).toMatchObject({ class: 'mcu', quantity: 'latency', group: latencyMs!.group });
  });

  it('comes closer to a measurement of the board, also for another network, and is surer of it', async () => {
    const blind = await predict(board);
    const other = await predict({ ...board, network: 'mlperf-tiny-kws' });
    const measured = 1.3 * other.latencyMs!.central;
    const file = await anchors(`network,runtime,latencyMs\nmlperf-tiny-kws,x-cube-ai-10.2,${measured}\n`);
    const anchored = await predict({ ...board, anchors: file });
    expect(anchored.anchors).toBe(1);
    expect(anchored.latencyMs!.group).toBe('anchored');
    expect(anchored.latencyMs!.central).toBeGreaterThan(blind.latencyMs!.central);
    expect(anchored.latencyMs!.central).toBeLessThan(1.3 * blind.latencyMs!.central);
    expect(anchored.latencyMs!.low / anchored.latencyMs!.central).toBeGreaterThan(0.5);
  });

  it('of a network that does not fit names the layer, the bytes and the change that would help', async () => {
    const large = await predict({ ...board, network: 'resnet-50-v1.5' });
    expect(large.fits).toBe(false);
    const { refusal, memories } = large.memory;
    const flash = memories.find((memory) => memory.name === refusal!.memory)!;
    expect(refusal!.neededBytes).toBe(flash.reservedBytes + flash.weightBytes);
    expect(refusal!.layer).toMatch(/^stage/);
    expect(refusal!.wouldFitWith).toBeNull();
    const float = await predict({ ...board, network: 'mobilenet-v2-0.35-96', precision: 'fp32' });
    expect(float.memory.refusal?.wouldFitWith).toBe('precision int8');
  });

  it.each([
    [{ network: 'mlperf-tiny-icc' }, /is not a built-in network.*mlperf-tiny-ic/s],
    [{ target: 'nucleo-u575' }, /is not a target/],
    [{ runtime: 'x-cube-ai-10' }, /did you mean "x-cube-ai-10.2"|not a known runtime/],
    [{ runtime: 'tensorrt-8.0' }, /a runtime, but not one of class mcu/],
    [{ precision: 'int4' }, /is not a precision/],
    [{ target: 'loihi-1' }, /no calibrated model/],
  ])('refuses %j', async (change, message) => {
    await expect(predict({ ...board, ...change } as PredictOptions)).rejects.toThrow(message);
  });

  it('finds every fault of a file of measurements, with line and column', async () => {
    const file = await anchors(
      'network,runtime,latencyMs\nmlperf-tiny-kw,x-cube-ai-10.2,4\nmlperf-tiny-ic,x-cub,4\nmlperf-tiny-ic,x-cube-ai-10.2,-4\nmlperf-tiny-ic,x-cube-ai-10.2,\n',
    );
    const failure = await predict({ ...board, anchors: file }).catch((error: Error) => error.message);
    expect(failure).toMatch(/:2:1/);
    expect(failure).toMatch(/:3:16/);
    expect(failure).toMatch(/:4:31/);
    expect(failure).toMatch(/:5:1.*measures nothing/);
  });
});
