import { describe, expect, it } from 'vitest';
import { predict } from '../../sim/predict/predict.ts';
import type { PredictOptions } from '../../sim/predict/predict-options.ts';
import { renderPrediction } from '../../sim/report/text/render-prediction.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const asked: readonly PredictOptions[] = [
  { target: 'ndp9120', network: 'mlperf-tiny-kws' },
  { target: 'google-pixel-3a', network: 'resnet-50-v1.5' },
  { target: 'epyc-9654', network: 'resnet-50-v1.5' },
  { target: 't4', network: 'bert-base-128' },
  { target: 'a100', network: 'resnet-50-v1.5', scenario: 'Offline' },
  { target: 'odroid-n2plus-gpu', network: 'mobilenet-v1-1.0-224', batch: 4 },
];

describe('predictions on shipped targets', () => {
  it.each(asked)('hold together: $network on $target', async (options) => {
    const prediction = await predict(options);
    const { latencyMs, throughputPerS, powerW, energyJ, layers } = prediction;
    expect(numbersIn(prediction).every(Number.isFinite)).toBe(true);
    expect(latencyMs ?? throughputPerS).not.toBeNull();
    for (const quantity of [latencyMs, throughputPerS, powerW, energyJ])
      if (quantity) {
        expect(quantity.low).toBeLessThan(quantity.central);
        expect(quantity.central).toBeLessThan(quantity.high);
        expect(quantity.group === 'seen' && quantity.error !== null).toBe(false);
      }
    if (layers.length > 0) {
      expect(sum(layers.map((layer) => layer.latencyMs)) / latencyMs!.central).toBeCloseTo(1, 9);
      expect(sum(layers.map((layer) => layer.macs))).toBe(prediction.network.macs);
    }
    const causes = Object.values(prediction.energyByCause);
    if (energyJ) expect(sum(causes) / energyJ.central).toBeCloseTo(1, 9);
    else expect(causes).toEqual([]);
    expect(renderPrediction(prediction).join('\n')).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it('say why there is none: programs that an NPU was not measured with, chips without rows', async () => {
    const bert = await predict({ target: 'ndp9120', network: 'bert-base-128' });
    expect(bert.latencyMs).toBeNull();
    expect(bert.notes.join('\n')).toMatch(/networks that were measured on them: mlperf-tiny-ic/);
    const gap9 = await predict({ target: 'gap9-evk', network: 'mlperf-tiny-ic' });
    expect(gap9).toMatchObject({ runtime: 'unknown', latencyMs: null, fits: null });
    expect(gap9.notes.join('\n')).toMatch(/nothing was published of chip gap9/);
  });

  it('say what a batch and a busy device mean', async () => {
    const board = { target: 'raspberry-pi-4b', network: 'resnet-50-v1.5', batch: 4 } as const;
    const { notes } = await predict({ ...board, scenario: 'Offline' });
    expect(notes.join('\n')).toMatch(/tells it from SingleStream[\s\S]*energy are those of a whole batch/);
    const busy = await predict({ ...board, target: 't4', scenario: 'Offline' });
    expect(busy.latencyMs).toBeNull();
    expect(busy.notes.join('\n')).toMatch(/latency: scenario Offline has none/);
  });

  it('do not take a measured time for a measured power', async () => {
    const { latencyMs, powerW, energyJ } = await predict({
      target: 'disco-f746ng',
      network: 'mlperf-tiny-ic',
    });
    expect([latencyMs!.group, powerW!.group, energyJ!.group]).toEqual([
      'seen',
      'family-known',
      'family-known',
    ]);
  });

  it('name operators that no measured network has', async () => {
    const { notes, network } = await predict({ target: 'nucleo-h7a3zi-q', network: 'bert-base-1' });
    expect(network.id).toBe('bert-base-1');
    expect(notes.join('\n')).toMatch(/operators of kind .*attention/);
  });

  it('list the numbers that they rest on, of the profile and of its core', async () => {
    const paths = async (options: PredictOptions) =>
      (await predict(options)).grades.numbers.map(({ path }) => path);
    const mcu = await paths({ target: 'nucleo-l4r5zi', network: 'mlperf-tiny-ic' });
    expect(mcu).toContain('dataSheet.runCurrent');
    expect(mcu).toContain('families/cortex-m4.core.coreMark');
    expect(mcu.join()).not.toMatch(/runtimes|powerStates|activePower/);
    const npu = await paths({ target: 'ndp9120', network: 'mlperf-tiny-kws', clockMhz: 49.2 });
    expect(npu).toEqual(['operatingPoints.1.clock', 'operatingPoints.1.supply']);
  });

  it('take the runtime with the most rows on the board, then on its chip', async () => {
    const { runtime, precision } = await predict({ target: 'nucleo-l4r5zi-p', network: 'mlperf-tiny-ic' });
    expect([runtime, precision]).toEqual(['x-cube-ai-10.2', 'int8']);
    const card = await predict({ target: 'rtx-3090', network: 'resnet-50-v1.5' });
    expect(card.precision).not.toBe('not-stated');
  });

  it('tell published rows of several cards from those of one', async () => {
    const { published } = await predict({ target: 'h100-pcie-80gb', network: 'resnet-50-v1.5' });
    expect(new Set(published.map((row) => row.accelerators))).toEqual(new Set([1, 8]));
  });
});
