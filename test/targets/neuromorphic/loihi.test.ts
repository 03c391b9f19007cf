import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../../sim/network/network.ts';
import { loadNetwork } from '../../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../../sim/package-root.ts';
import { loadTarget } from '../../../sim/targets/load-target.ts';
import { conversionAccuracy } from '../../../sim/targets/neuromorphic/conversion-accuracy.ts';
import { inferenceCost, totals } from '../../../sim/targets/neuromorphic/inference-cost.ts';
import { type Chip, loadChip } from '../../../sim/targets/neuromorphic/load-chip.ts';
import { readSpikeCounters, spikeCounterNames } from '../../../sim/targets/neuromorphic/spike-counters.ts';
import { decodeSpikes, encodeSpikes } from '../../../sim/targets/neuromorphic/spike-file.ts';
import { steps } from '../../../sim/targets/neuromorphic/spike-recipe.ts';
import type { SpikeTables } from '../../../sim/targets/neuromorphic/spike-tables.ts';
import { verifySpikes } from '../../../sim/targets/neuromorphic/verify-spikes.ts';
import type { Plan, Target } from '../../../sim/targets/target.ts';
import { smallNetwork, smallPoint } from './small-network.ts';

const file = join(packageRoot(), 'scenarios', 'tables', 'digits-ladder.spikes');
const modelFile = join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx');

let chip: Chip;
let target: Target;
beforeAll(async () => {
  chip = await loadChip('loihi-1');
  target = await loadTarget('loihi-1', 'nxsdk-rate16');
});

const counters = [30000, 50000, 20000, 90000, 5e6, 1e6, 30000, 507552, 507552, 2.5e9];
const outcome = { activeInputs: [], effectiveMacs: [], spikeCounters: counters };
const planOf = (network: Network, level = 0): Plan => ({
  network,
  unit: 'loihi-1',
  numericForm: 'rate-16',
  point: smallPoint(level),
});

describe('Loihi 1', () => {
  it('the energy of the stages is the sum of the parts, and none is below static power', () => {
    const stages = target.lower(planOf(smallNetwork(1)), outcome);
    const runtime = chip.profile.runtimes['nxsdk-rate16']!;
    const { timeS, energyJ } = totals(
      inferenceCost(chip.profile, runtime, readSpikeCounters(counters), steps),
    );
    const joules = stages.map((s) => Object.values(s.joules).reduce((a, b) => a + b, 0));
    expect(joules.reduce((a, b) => a + b, 0)).toBeCloseTo(energyJ, 12);
    expect(stages.reduce((a, s) => a + s.durationNs, 0) * 1e-9).toBeCloseTo(timeS, 8);
    const restW = Math.min(...target.units[0]!.powerStates.map((s) => s.powerW));
    for (const [i, stage] of stages.entries())
      expect(joules[i]!).toBeGreaterThan(restW * stage.durationNs * 1e-9);
  });

  it("the intervals contain every constant's low and high end", () => {
    const runtime = chip.profile.runtimes['nxsdk-rate16']!;
    for (const counted of [
      counters,
      [30000, 33000, 12000, 57000, 175000, 261000, 30000, 507552, 507552, 2.3e8],
    ]) {
      const [low, central, high] = (['low', 'central', 'high'] as const).map((end) =>
        totals(inferenceCost(chip.profile, runtime, readSpikeCounters(counted), steps, end)),
      );
      expect(low!.energyJ / central!.energyJ).toBeGreaterThanOrEqual(target.energyInterval.low);
      expect(high!.energyJ / central!.energyJ).toBeLessThanOrEqual(target.energyInterval.high);
      expect(high!.timeS / central!.timeS).toBeLessThanOrEqual(target.latencyInterval.high);
      expect(low!.timeS / central!.timeS).toBeGreaterThanOrEqual(target.latencyInterval.low);
    }
  });

  it('power while running agrees with the keyword-spotting logs it is built from', () => {
    // 390-256-256-29 network: few cores, 110.3 mW while running.
    const { static: s, embeddedProcessor } = chip.profile;
    const runningMw = s.base.value + 6 * s.perPoweredCore.value + embeddedProcessor.power.value;
    expect(Math.abs(runningMw / 110.3 - 1)).toBeLessThan(0.1);
  });

  it('guesses no spikes', () => {
    const plan = planOf(smallNetwork(1));
    expect(() => target.lower(plan, null)).toThrow('no spikes are guessed');
    expect(() => target.lower({ ...plan, numericForm: 'fp32' }, outcome)).toThrow('rate code');
    expect(() => target.lower(plan, { ...outcome, spikeCounters: [1] })).toThrow('1 spike counters');
  });

  it('holds each resident level on cores of its own, and refuses with layer and bytes', () => {
    const network = smallNetwork(1);
    const one = target.fit(planOf(network), [smallPoint(0)]);
    const two = target.fit(planOf(network), [smallPoint(0), smallPoint(2)]);
    expect(one.fits && two.fits).toBe(true);
    expect(two.peakMemoryBytes).toBeGreaterThan(one.peakMemoryBytes);
    const wide = smallNetwork(1, 4352);
    const refusal = target.fit(planOf(wide), [smallPoint(0)]).refusal!;
    expect(refusal.neededBytes).toBeGreaterThan(refusal.availableBytes);
    expect(refusal.layer).toMatch(/c2|fc/);
  });
});

describe('the shipped spiking tables', () => {
  let tables: SpikeTables;
  let network: Network;
  beforeAll(async () => {
    tables = decodeSpikes(readFileSync(file), file);
    network = await loadNetwork(modelFile);
  });

  it('belong to the shipped network and chip, and are simulated again exactly', async () => {
    expect(tables.test.key.networkHash, 'run tools/measure-spikes.ts').toBe(network.hash);
    const request = {
      tables,
      modelFile,
      network,
      chip: chip.timing,
      split: 'test',
      count: 1,
      seed: 3,
    } as const;
    expect(await verifySpikes(request)).toMatchObject({ executed: 3, mismatches: 0 });
    const wrong = {
      ...tables,
      test: { ...tables.test, spikeCounters: tables.test.spikeCounters.map((c) => c + 1) },
    };
    const check = await verifySpikes({ ...request, tables: wrong });
    expect(check.mismatches).toBe(3);
    expect(check.firstMismatch).toContain('spike counters differ');
  });

  it('lose little accuracy to the conversion', () => {
    for (const table of [tables.validation, tables.test]) {
      for (const row of conversionAccuracy(table)) {
        // The sparsest of the three levels loses about 5 points on 400 images; 100 of them may show twice as much.
        expect(row.referenceCorrect - row.spikingCorrect).toBeLessThanOrEqual(0.12 * row.samples);
        expect(row.agree).toBeGreaterThan(0.85 * row.samples);
      }
    }
  });

  it('cost fewer synaptic events and less time at a sparser level', () => {
    const meanOf = (p: number, name: 'meshPs' | 'events') => {
      let sum = 0;
      for (let i = 0; i < tables.test.sampleCount; i++) {
        const at = (p * tables.test.sampleCount + i) * spikeCounterNames.length;
        const c = readSpikeCounters(tables.test.spikeCounters.subarray(at, at + spikeCounterNames.length));
        sum += name === 'meshPs' ? c.meshPs : c.eventsConv + c.eventsSparse + c.eventsDense;
      }
      return sum;
    };
    for (const name of ['meshPs', 'events'] as const) {
      expect(meanOf(1, name)).toBeLessThan(meanOf(0, name));
      expect(meanOf(2, name)).toBeLessThan(meanOf(1, name));
    }
  });

  it('are stored without loss, and a changed byte is found', () => {
    const bytes = encodeSpikes(tables);
    expect(encodeSpikes(decodeSpikes(bytes, 'copy'))).toEqual(bytes);
    bytes[bytes.length - 9]! ^= 1;
    expect(() => decodeSpikes(bytes, 'broken.spikes')).toThrow('broken.spikes: checksum does not match');
  });
});
