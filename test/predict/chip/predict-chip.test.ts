import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../sim/cli/main.ts';
import { packageRoot } from '../../../sim/package-root.ts';
import type { ChipPrediction } from '../../../sim/predict/chip/chip-prediction.ts';
import { predictChip } from '../../../sim/predict/chip/predict-chip.ts';
import type { SpikeSummary } from '../../../sim/report/spikes/spike-summary.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { fakeContext } from '../../cli/fake-context.ts';
import { networkText } from '../../targets/neuromorphic/sana-fe/small-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-predict-chip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const spiking = join(folder, 'net.yaml');
writeFileSync(spiking, networkText);
const model = (name: string) => join(packageRoot(), 'scenarios', 'models', `${name}.onnx`);

async function ask(target: string, network: string, more: object = {}): Promise<ChipPrediction> {
  return predictChip({ network, target, ...more }, await loadProfile(target));
}

async function run(...words: string[]) {
  const fake = fakeContext(folder);
  const code = await main(words, fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

/** What must hold of any prediction. */
function expectSound({ latencyMs, energyJ, energyByCause, fits, unknown }: ChipPrediction): void {
  expect(fits).toBe(true);
  for (const range of [latencyMs, energyJ]) {
    if (!range) continue;
    expect(range.low).toBeLessThanOrEqual(range.central);
    expect(range.central).toBeLessThanOrEqual(range.high);
  }
  const parts = Object.values(energyByCause ?? {}).reduce<number>((sum, joules) => sum + (joules ?? 0), 0);
  expect(parts).toBeCloseTo(energyJ?.central ?? 0, 12);
  expect(latencyMs === null).toBe(unknown.includes('time'));
}

describe('predictions on neuromorphic chips', () => {
  it.each(['loihi-1', 'loihi-2', 'speck-2', 'odin', 'truenorth', 'brainscales-2'])(
    '%s: a spiking network takes what spikes says of it, at the central constants and at their ends',
    async (target) => {
      const prediction = await ask(target, spiking, { steps: 8 });
      expectSound(prediction);
      const how = ['--steps', '8', '--timing', 'closed-form', '--quantise', '--interval', '--json'];
      const { stdout } = await run('spikes', spiking, '--target', target, ...how);
      const { interval, counts } = JSON.parse(stdout) as SpikeSummary;
      for (const end of ['low', 'central', 'high'] as const) {
        expect(prediction.latencyMs![end]).toBeCloseTo(interval!.timeS![end] * 1e3, 12);
        expect(prediction.energyJ![end]).toBeCloseTo(interval!.knownJ[end], 15);
      }
      expect(prediction.counts).toMatchObject({ spikes: counts.spikes, messages: counts.messages });
    },
  );

  it('a network of numbers is converted; what nobody published is null and named', async () => {
    const file = model('digits-small-025');
    const loihi = await ask('loihi-2', file, { runtime: 'folded', everyS: 1 });
    expectSound(loihi);
    expect(loihi.meanPowerW).toBeCloseTo(0.257, 6);
    const akida = await ask('akida-akd1000', file);
    expectSound(akida);
    expect(akida.energyJ).toBeNull();
    // The same events, whoever runs them.
    expect(akida.counts!.synapticEvents).toBe(loihi.counts!.synapticEvents);
    await expect(ask('loihi-2', file, { runtime: 'folded', point: 'L9' })).rejects.toThrow(/dense-t7/);
    // Clearing the membranes is in the energy of Loihi 1.
    const loihi1 = await ask('loihi-1', file);
    expectSound(loihi1);
    expect(loihi1.runtime).toBe('rate-zero');
    expect(loihi1.energyByCause!.neurons).toBeGreaterThan(5.94e-6);
    expect(loihi1.unknown).toEqual([]);
    expect(loihi1.notes.join()).toMatch(/embedded processor and the host .* in no number/);
  });

  it('that it does not fit is an answer with the numbers of the limit', async () => {
    const { code, stdout } = await run('predict', '--network', model('digits-small-025'), '--target', 'odin');
    expect(code).toBe(0);
    expect(stdout).toMatch(/DOES NOT FIT: .*odin has 1 cores;[\s\S]*needs \d+ \(256 neurons a core\)/);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(110);
  });

  it.each<[readonly string[], RegExp]>([
    [
      ['mlperf-tiny-kws', '--target', 'speck-2', '--batch', '2'],
      /--batch says nothing of converted networks/,
    ],
    [['mlperf-tiny-kws', '--target', 'speck-2', '--rate', '1'], /--rate says nothing of converted networks/],
    [['net.yaml', '--target', 'speck-2', '--point', 'L0'], /--point says nothing of spiking networks/],
    [['net.yaml', '--target', 'speck-2', '--rate', '2'], /--rate 2: a probability/],
    [
      ['mlperf-tiny-kws', '--target', 'nucleo-l4r5zi', '--point', 'L0'],
      /--point says nothing of nucleo-l4r5zi/,
    ],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await run('predict', '--network', ...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
