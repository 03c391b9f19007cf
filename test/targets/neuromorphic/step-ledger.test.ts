import { describe, expect, it } from 'vitest';
import { coreLimits, eventEnergy, eventTimes } from '../../../sim/targets/neuromorphic/chip-costs.ts';
import { loadChip } from '../../../sim/targets/neuromorphic/load-chip.ts';
import { RoutesBuilder } from '../../../sim/targets/neuromorphic/routes.ts';
import { StepLedger } from '../../../sim/targets/neuromorphic/step-ledger.ts';

/**
 * Synthetic networks that were run through SANA-FE (commit 8951ab0, timing model *simple*, 100 steps): `cores` cores of
 * `neurons`; every `every`-th neuron fires in each step and sends `fanOut` messages, message k to core
 * (own + 1 + 7k) mod cores, each to `synapses` plain synapses.
 */
const runs = [
  {
    name: 'A',
    cores: 8,
    neurons: 128,
    fanOut: 4,
    synapses: 4,
    every: 1,
    barrierUs: 1.0,
    timeS: 0.00169744,
    synapseJ: 5.81632e-5,
    somaJ: 1.455104e-5,
    networkJ: 4.589568e-5,
  },
  {
    name: 'B',
    cores: 32,
    neurons: 256,
    fanOut: 8,
    synapses: 8,
    every: 1,
    barrierUs: 1.4,
    timeS: 0.00964272,
    synapseJ: 0.001861222,
    somaJ: 0.0001164083,
    networkJ: 0.0007702733,
  },
  {
    name: 'B at a tenth of the activity',
    cores: 32,
    neurons: 256,
    fanOut: 8,
    synapses: 8,
    every: 10,
    barrierUs: 1.4,
    timeS: 0.00109584,
    synapseJ: 0.000186304,
    somaJ: 6.532036e-5,
    networkJ: 7.710324e-5,
  },
];

describe('the event ledger agrees with SANA-FE', () => {
  it.each(runs)('$name', async (run) => {
    const { profile, timing } = await loadChip('loihi-1');
    const count = run.cores * run.neurons;
    const coreOf = Uint16Array.from({ length: count }, (_, n) => Math.floor(n / run.neurons));
    const builder = new RoutesBuilder(coreOf, timing.limits);
    for (let n = 0; n < count; n++) {
      for (let k = 0; k < run.fanOut; k++) builder.add(n, (coreOf[n]! + 1 + 7 * k) % run.cores, run.synapses);
    }
    const out = { routes: builder.build(), format: 'dense' } as const;
    const ledger = new StepLedger(
      [{ coreOf, compartmentsPerNeuron: 1, out }],
      eventTimes(profile),
      coreLimits(profile).cores,
    );
    for (let n = 0; n < count; n++) ledger.soma(0, n, true, n % run.every === 0);
    ledger.endStep();
    const energy = eventEnergy(profile, ledger.counters);
    // SANA-FE prints seven significant digits.
    const digits = (x: number) => Number(x.toPrecision(7));
    expect(digits(100 * energy.synapsesJ)).toBe(run.synapseJ);
    expect(digits(100 * energy.neuronsJ)).toBe(run.somaJ);
    expect(digits(100 * energy.messagesJ)).toBe(run.networkJ);
    expect(digits(100 * (ledger.counters.meshPs * 1e-12 + run.barrierUs * 1e-6))).toBe(run.timeS);
  });

  it('charges a neuron that has nothing to do its access only', async () => {
    const { timing } = await loadChip('loihi-1');
    const ledger = new StepLedger(
      [{ coreOf: new Uint16Array(10), compartmentsPerNeuron: 2, out: null }],
      timing.times,
      1,
    );
    for (let n = 0; n < 10; n++) ledger.soma(0, n, false, false);
    ledger.endStep();
    expect(ledger.counters).toMatchObject({ accesses: 20, updates: 0, spikes: 0, meshPs: 20 * 6000 });
  });
});
