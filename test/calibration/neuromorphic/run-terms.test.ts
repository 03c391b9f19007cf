import { describe, expect, it } from 'vitest';
import { Coefficients } from '../../../sim/calibration/fit/coefficients.ts';
import type { SumTerm } from '../../../sim/calibration/fit/sum-term.ts';
import type { CountedRun } from '../../../sim/calibration/measured/counted-run.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { chipEnergyTerm } from '../../../sim/calibration/neuromorphic/chip-energy-term.ts';
import { dynamicEnergyTerm } from '../../../sim/calibration/neuromorphic/dynamic-energy-term.ts';
import { loihiStaticTerm } from '../../../sim/calibration/neuromorphic/loihi-static-term.ts';
import { runTimeTerm } from '../../../sim/calibration/neuromorphic/run-time-term.ts';
import { runRow } from './run-row.ts';

/** Value of a term at the means of the priors. */
function atPriors(make: (coefficients: Coefficients) => SumTerm | null): number {
  const coefficients = new Coefficients();
  const term = make(coefficients);
  if (!term) throw new Error('the term says nothing');
  const local = Float64Array.from(term.indices, (index) => coefficients.means[index]!);
  return Math.exp(term.evaluate(local, new Float64Array(term.indices.length)));
}

const kws: Partial<CountedRun> = { operators: 3, depth: 3, neurons: 512, synapses: 172800 };
const time = (run: Partial<CountedRun>, parts: Partial<MeasuredRow> = {}) =>
  atPriors((coefficients) => runTimeTerm(runRow({ ...kws, ...run }, parts), coefficients));
const loihi: Partial<MeasuredRow> = { chip: 'loihi-1', family: 'loihi-1', lineage: 'nxsdk' };
const truenorth: Partial<MeasuredRow> = { chip: 'truenorth', family: 'truenorth', supplyV: 0.8 };

describe('time of a run', () => {
  it('rises with operators, with their depth and with the batch, and a batch costs less than its samples', () => {
    expect(time({ operators: 23 })).toBeGreaterThan(time({}));
    expect(time({ operators: 23, depth: 13 })).toBeGreaterThan(time({ operators: 23 }));
    for (const batch of [2, 8, 64, 512]) {
      expect(time({}, { batch })).toBeGreaterThan(time({}, { batch: batch / 2 }));
      expect(time({}, { batch })).toBeLessThan(batch * time({}));
    }
  });

  it('is linear in operators once the depth is given', () => {
    const [a, b, c] = [13, 53, 93].map((operators) => time({ operators, depth: 13 }));
    expect(c! - b!).toBeCloseTo(b! - a!, 9);
  });

  it('wakes threads for a batch alone', () => {
    expect(time({}, { threads: '24' })).toBeCloseTo(time({}), 12);
    expect(time({}, { threads: '24', batch: 8 })).toBeGreaterThan(time({}, { batch: 8 }));
  });

  it('is that of the host on Loihi: by steps and by cores that it feeds, whatever the network', () => {
    const fed = (run: Partial<CountedRun>) => time({ steps: 10, inputCores: 2, ...run }, loihi);
    expect(fed({ steps: 30 })).toBeCloseTo(3 * fed({}), 9);
    expect(fed({ inputCores: 8 })).toBeGreaterThan(fed({}));
    expect(fed({ inputCores: 8 })).toBeLessThan(4 * fed({}));
    expect(fed({ synapses: 7_316_224, neurons: 26_112 })).toBe(fed({}));
  });

  it('is not known of runs that the host does not feed, and where operators are not published', () => {
    expect(runTimeTerm(runRow({ steps: 91, cores: 11 }, loihi), new Coefficients())).toBeNull();
    expect(runTimeTerm(runRow({ steps: 1 }, truenorth), new Coefficients())).toBeNull();
  });
});

describe('energy of a run', () => {
  it('is a power times the time under a framework', () => {
    const energy = (seconds: number) =>
      atPriors((coefficients) => dynamicEnergyTerm(runRow(kws), coefficients, seconds));
    expect(energy(0.006)).toBeCloseTo(3 * energy(0.002), 12);
  });

  it('of a batch on a processor is none while threads wake, and more than one thread takes while all work', () => {
    const energy = (waking: number, together: number) =>
      atPriors((coefficients) =>
        dynamicEnergyTerm(runRow(kws, { batch: 8, threads: '24' }), coefficients, 0.002, {
          waking,
          together,
        }),
      );
    expect(energy(0.5, 0)).toBeCloseTo(energy(0, 0) / 2, 12);
    const all = energy(0, 1) / energy(0, 0);
    expect(all).toBeGreaterThan(1);
    expect(all).toBeLessThan(24);
  });

  it('grows with the events of Loihi in the same time', () => {
    const energy = (synapses: number) =>
      atPriors((coefficients) =>
        dynamicEnergyTerm(
          runRow({ steps: 10, inputCores: 8, neurons: 512, synapses }, loihi),
          coefficients,
          8e-3,
        ),
      );
    expect(energy(2_000_000) - energy(1_000_000)).toBeCloseTo(energy(1_000_000) - energy(0), 12);
    expect(energy(1_000_000)).toBeGreaterThan(energy(0));
  });

  it('has static power of every powered core, and processors of every chip', () => {
    const energy = (poweredCores: number) =>
      atPriors((coefficients) => loihiStaticTerm(runRow({ poweredCores }, loihi), coefficients, 1));
    expect(energy(128) - energy(64)).toBeCloseTo(64 * (energy(2) - energy(1)), 9);
    const next = energy(129) - energy(128);
    expect(next).toBeGreaterThan(10 * (energy(2) - energy(1)));
  });

  it('of Loihi 2 has the processors of a chip, and what its cores and synapses add', () => {
    const energy = (run: Partial<CountedRun>) =>
      atPriors((coefficients) =>
        chipEnergyTerm(runRow(run, { chip: 'loihi-2', family: 'loihi-2' }), coefficients, 1e-3),
      );
    const base = energy({ cores: 0 });
    expect(base).toBeGreaterThan(0);
    expect(energy({ cores: 64 }) - base).toBeCloseTo(2 * (energy({ cores: 32 }) - base), 12);
    // Values pass a synapse once at most, spikes in every step.
    expect(energy({ cores: 0, synapses: 4e6 }) - base).toBeLessThan(4e6 * 35.5e-12);
    expect(energy({ cores: 0, synapses: 4e6, steps: 20 })).toBeCloseTo(
      base + 20 * (energy({ cores: 0, synapses: 4e6, steps: 1 }) - base),
      12,
    );
  });

  it('of TrueNorth is linear in events and quadratic in the voltage on them', () => {
    const energy = (synapticEventsPerS: number, supplyV = 0.8) =>
      atPriors((coefficients) =>
        chipEnergyTerm(runRow({ synapticEventsPerS }, { ...truenorth, supplyV }), coefficients, 1e-3),
      );
    const event = energy(2e9) - energy(1e9);
    expect(energy(3e9) - energy(2e9)).toBeCloseTo(event, 12);
    expect((energy(2e9, 1.6) - energy(1e9, 1.6)) / event).toBeCloseTo(4, 9);
  });

  it('is not known of other chips', () => {
    expect(chipEnergyTerm(runRow({ steps: 1 }, { family: 'odin' }), new Coefficients(), 1)).toBeNull();
    expect(loihiStaticTerm(runRow({ poweredCores: 4 }), new Coefficients(), 1)).toBeNull();
  });
});
