import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClassModel, FittedModel } from '../../../sim/calibration/class-model.ts';
import { gpuEnergyModel } from '../../../sim/calibration/gpu/energy-model.ts';
import type { GpuFact, GpuFacts } from '../../../sim/calibration/gpu/gpu-facts.ts';
import { gpuLatencyModel } from '../../../sim/calibration/gpu/latency-model.ts';
import { loadGpuFacts } from '../../../sim/calibration/gpu/load-gpu-facts.ts';
import { gpuPowerModel } from '../../../sim/calibration/gpu/power-model.ts';
import { gpuThroughputModel } from '../../../sim/calibration/gpu/throughput-model.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { gpuRow } from './gpu-row.ts';

let facts: GpuFacts;
let rows: readonly MeasuredRow[];
/** What a test changes about an A10 that no row has. */
const changed: { -readonly [Key in keyof GpuFact]?: GpuFact[Key] } = {};

class ChangedA10 extends Map<string, GpuFact> {
  override get(device: string): GpuFact | undefined {
    return device === 'changed' ? { ...super.get('a10')!, ...changed } : super.get(device);
  }
}

const fits = new Map<string, FittedModel>();
beforeAll(async () => {
  const { byDevice, byChip } = await loadGpuFacts();
  facts = { byChip, byDevice: new ChangedA10(byDevice) };
  rows = (await loadMeasured(['edge-gpu', 'server-gpu'])).filter((row) => row.use === 'score');
  for (const make of [gpuLatencyModel, gpuThroughputModel, gpuPowerModel, gpuEnergyModel]) {
    const model: ClassModel = make('server-gpu', facts);
    fits.set(model.quantity, model.fit(rows));
  }
});

const central = (quantity: string, parts: Partial<MeasuredRow>, fact: Partial<GpuFact> = {}): number => {
  Object.assign(changed, fact);
  try {
    return fits.get(quantity)!.predict(gpuRow({ device: 'changed', chip: 'new', ...parts }))!.central;
  } finally {
    for (const key of Object.keys(fact)) delete changed[key as keyof GpuFact];
  }
};
const busy = { scenario: 'Offline', batch: null } as const;

describe('time on a GPU', () => {
  it('is never longer on a chip with more of anything', () => {
    const networks = fc.constantFrom(
      'resnet-50-v1.5',
      'bert-large-384',
      'mobilenet-v2-1.0-224',
      'ssd-resnet34-1200',
    );
    const more = fc.double({ min: 1, max: 4, noNaN: true });
    fc.assert(
      fc.property(networks, more, more, (network, arithmetic, bandwidth) => {
        const better = {
          int8MacsPerS: 125e12 * arithmetic,
          dramBytesPerS: 600.2e9 * bandwidth,
          powerLimitW: 1000,
        };
        const same = { powerLimitW: 1000 };
        expect(central('latency', { network }, better)).toBeLessThanOrEqual(
          central('latency', { network }, same) * (1 + 1e-9),
        );
        expect(central('throughput', { network, ...busy }, better)).toBeGreaterThanOrEqual(
          central('throughput', { network, ...busy }, same) * (1 - 1e-9),
        );
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it('falls where the power limit holds the card down, and not above what it needs', () => {
    const at = (powerLimitW: number) =>
      central('throughput', { ...busy, network: 'ssd-resnet34-1200' }, { powerLimitW });
    expect(at(60)).toBeLessThan(0.85 * at(150));
    expect(at(600)).toBeCloseTo(at(1000), 6);
  });

  it('scales with the cards of a system, and with the clock that a row states', () => {
    expect(central('throughput', { ...busy, accelerators: 4 })).toBeCloseTo(
      4 * central('throughput', busy),
      6,
    );
    const slow = { mode: 'maxq', clockMhz: 700 };
    expect(central('latency', slow)).toBeGreaterThan(1.3 * central('latency', {}));
  });

  it('is shared by the images of a batch: launches are paid once', () => {
    for (const network of ['mobilenet-v2-1.0-224', 'resnet-50-v1.5', 'bert-large-384']) {
      const times = [1, 2, 8, 32].map((batch) => central('latency', { network, batch }));
      for (const [i, time] of times.entries()) if (i > 0) expect(time).toBeGreaterThan(times[i - 1]!);
      expect(times[1]! / times[0]!).toBeLessThan(1.9);
    }
  });

  it('takes a newer version of the engine for a little faster, and another engine for slower and less certain', () => {
    expect(central('latency', { runtime: 'tensorrt-8.6.1' })).toBeLessThan(
      central('latency', { runtime: 'tensorrt-7.2.1' }),
    );
    const other = { runtime: 'new-engine', lineage: 'new-engine' };
    expect(central('latency', other)).toBeGreaterThan(1.5 * central('latency', {}));
    const range = (parts: Partial<MeasuredRow>) => {
      const { low, high } = fits.get('latency')!.predict(gpuRow({ chip: 'new', ...parts }))!;
      return high / low;
    };
    expect(range(other)).toBeGreaterThan(2 * range({}));
  });

  it('at batch 1 is mostly launches for a small network, and the layers add up to it', () => {
    const model = fits.get('latency')!;
    for (const network of ['mobilenet-v1-0.25-128', 'bert-large-384']) {
      const row = gpuRow({ network });
      const layers = model.split!(row)!;
      const spent = (cause: string) =>
        layers.reduce((sum, { byCause }) => sum + (byCause.get(cause as never) ?? 0), 0);
      const total = layers.reduce(
        (sum, { byCause }) => sum + [...byCause.values()].reduce((a, b) => a + b, 0),
        0,
      );
      expect(total).toBeCloseTo(model.predict(row)!.central, 9);
      expect(spent('overhead') / total > 0.8).toBe(network.startsWith('mobilenet'));
    }
    expect(model.split!(gpuRow({ network: 'gpt-j-6b' }))).toBeNull();
  });

  it('is not guessed for a network, a card or a precision that it does not know', () => {
    for (const model of fits.values()) {
      expect(model.predict(gpuRow({ network: 'gpt-j-6b' }))).toBeNull();
      expect(model.predict(gpuRow({ device: 'none', chip: 'none' }))).toBeNull();
    }
  });
});

describe('power and energy at the wall', () => {
  it('grow with the cards and with their limit, by less than both', () => {
    const one = central('power', busy);
    const eight = central('power', { ...busy, accelerators: 8 });
    expect(eight).toBeGreaterThan(2 * one);
    expect(eight).toBeLessThan(8 * one);
    const twice = central('power', busy, { powerLimitW: 300 });
    expect(twice).toBeGreaterThan(one);
    expect(twice).toBeLessThan(2 * one);
  });

  it('are higher while arithmetic bounds a network than while a lone image waits for launches', () => {
    expect(central('power', { ...busy, network: 'bert-large-384' })).toBeGreaterThan(
      central('power', { network: 'mobilenet-v1-0.25-128' }),
    );
  });

  it('agree: energy is power times time, for all cards together', () => {
    const eight = { ...busy, accelerators: 8 };
    expect(central('energy', eight)).toBeCloseTo(central('power', eight) / central('throughput', eight), 9);
    expect(central('energy', {})).toBeCloseTo((central('power', {}) * central('latency', {})) / 1e3, 9);
  });
});

describe('an anchor', () => {
  // A run on the changed card that was as far from its prediction as other cards are.
  it.each([
    ['latency', {}, { latencyMs: 1.25 }],
    ['throughput', busy, { latencyMs: null, throughputPerS: 0.8 }],
    ['power', busy, { powerW: 1.25 }],
    ['energy', {}, { latencyMs: 1.25, powerW: 1.25 }],
  ] as const)('moves the %s of other networks on its card towards it', (quantity, setting, factors) => {
    const at = { device: 'changed', chip: 'new', ...setting };
    const measured: Record<string, number | null> = {};
    for (const [key, factor] of Object.entries(factors)) {
      const of = { latencyMs: 'latency', throughputPerS: 'throughput', powerW: 'power' }[key]!;
      measured[key] = factor === null ? null : factor * central(of, at);
    }
    const given = { latencyMs: null, throughputPerS: null, powerW: null, energyJ: null, ...measured };
    const anchor = gpuRow({ ...at, ...given });
    const anchored = fits.get(quantity)!.anchoredBy!([anchor]);
    const row = gpuRow({ ...at, network: 'ssd-resnet34-1200' });
    const [before, after] = [fits.get(quantity)!, anchored].map((fit) => fit.predict(row)!);
    const moved = after!.central / before!.central;
    if (quantity === 'throughput') expect(moved).toBeLessThan(0.99);
    else expect(moved).toBeGreaterThan(1.01);
    for (const { low, central: middle, high } of [before!, after!]) {
      expect(low).toBeLessThan(middle);
      expect(high).toBeGreaterThan(middle);
    }
  });
});
