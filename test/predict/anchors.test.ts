import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { anchorReport } from '../../sim/predict/anchor-report.ts';
import { predict } from '../../sim/predict/predict.ts';
import type { PredictOptions } from '../../sim/predict/predict-options.ts';

const board: PredictOptions = {
  network: 'mlperf-tiny-ic',
  target: 'nucleo-u575zi-q',
  runtime: 'x-cube-ai-10.2',
};

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-anchors-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(text: string): Promise<string> {
  const path = join(folder, `${count++}.csv`);
  await writeFile(path, text);
  return path;
}
const anchored = async (text: string, more: Partial<PredictOptions> = {}) =>
  predict({ ...board, ...more, anchors: await file(text) });

describe('measurements of the very board', () => {
  it('were taken as the board usually runs where they say nothing of it, whatever is asked', async () => {
    const text = 'network,latencyMs\nmlperf-tiny-ic,112\n';
    const [usual, slow] = [await anchored(text), await anchored(text, { clockMhz: 80 })];
    expect(slow.latencyMs!.central).toBeCloseTo(2 * usual.latencyMs!.central, 9);
  });

  it('sharpen only what they tell', async () => {
    const { latencyMs, powerW, energyJ } = await anchored('network,latencyMs\nmlperf-tiny-ic,112\n');
    expect(latencyMs!.group).toBe('anchored');
    expect(powerW!.group).toBe('seen');
    expect(energyJ!.group).toBe('seen');
    expect(energyJ!.central).toBeCloseTo((powerW!.central * latencyMs!.central) / 1e3, 9);
  });

  it('tell the third of time, power and energy by the other two', async () => {
    const both = await anchored('network,energyJ,powerW\nmlperf-tiny-ic,0.0028,0.025\n');
    const all = await anchored('network,latencyMs,powerW\nmlperf-tiny-ic,112,0.025\n');
    expect(both.latencyMs!.central).toBeCloseTo(all.latencyMs!.central, 6);
    expect(both.energyJ!.group).toBe('anchored');
  });

  it('are told to be without use, to contradict each other, or to look like slips', async () => {
    const alone = await anchored('network,energyJ\nmlperf-tiny-ic,0.0026\n');
    expect(alone.notes.join('\n')).toMatch(/1 of 1 have an energy alone/);
    const twice = await anchored('network,latencyMs\n# mine\nmlperf-tiny-ic,110\n\nmlperf-tiny-ic,150\n');
    expect(twice.notes.join('\n')).toMatch(/line 3 and line 5 measure the same latency and contradict/);
    const kilo = await anchored('network,latencyMs\nmlperf-tiny-ic,0.11\n');
    expect(kilo.notes.join('\n')).toMatch(/line 2 measures a latency of 0.11 ms, far from/);
    const npu = await anchored('network,latencyMs\nmlperf-tiny-ic,16\n', {
      ...{ target: 'ndp9120', runtime: 'syntiant-sdk-v1.0' },
    });
    expect(npu.notes.join('\n')).toMatch(/yours change nothing/);
  });

  it('may be of a network in a file, by its name, and of sizes that are not listed', async () => {
    const network = join(packageRoot(), 'scenarios', 'models', 'digits-dense.onnx');
    const text = 'network,latencyMs\ndigits-dense.onnx,45\nkws-aloha-n3,12\n';
    const { latencyMs, anchors } = await anchored(text, { network });
    expect(anchors).toBe(2);
    expect(latencyMs!.group).toBe('anchored');
    expect(latencyMs!.high / latencyMs!.low).toBeLessThan(1.3);
  });

  it.each([
    ['network,latencyMs\n', /There is no measurement/],
    ['network,latencyUs\nmlperf-tiny-ic,110\n', /:1:9 error E_UNKNOWN_COLUMN.*latencyUs/],
    ['network,latencyMs\nmlperf-tiny-ic,110ms\n', /:2:16 error E_TYPE/],
    ['network,runtime,latencyMs\nmlperf-tiny-ic,tensorrt-8.0,9\n', /:2:16.*no published row of class mcu/],
    ['network,latencyMs,threads\nmlperf-tiny-ic,110,4\n', /:2:20 error E_NOT_USED threads .*only CPUs/],
    ['network,latencyMs,powerW,energyJ\nmlperf-tiny-ic,100,0.02,2\n', /:2:25 error E_ENERGY.*times powerW/],
  ])('with faults are refused: %j', async (text, message) => {
    await expect(anchored(text)).rejects.toThrow(message);
  });

  it('are reported with the same notes when the board is calibrated', async () => {
    const { notes, rows } = await anchorReport({
      target: board.target,
      measured: await file('network,latencyMs\nmlperf-tiny-ic,0.11\nmlperf-tiny-kws,35\n'),
    });
    expect(rows).toHaveLength(2);
    expect(notes.join('\n')).toMatch(/far from/);
    expect(notes.join('\n')).toMatch(/runtime .* was chosen/);
  });
});
