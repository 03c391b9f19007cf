import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatLayers } from '../../../sim/targets/neuromorphic/float-layers.ts';
import { mapNetwork } from '../../../sim/targets/neuromorphic/map.ts';
import type { CoreLimits } from '../../../sim/targets/neuromorphic/placement.ts';
import { loihi } from './loihi-limits.ts';
import { smallNetwork, smallPoint } from './small-network.ts';

const place = (level: number, limits: Partial<CoreLimits>, outChannels = 8, firstCore = 0) =>
  mapNetwork(
    floatLayers(smallNetwork(1, outChannels), smallPoint(level)),
    { ...loihi.limits, ...limits },
    firstCore,
  );

describe('placement', () => {
  it('keeps the limits, gives every neuron one core and every synapse one message', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom(32, 64, 200, 1024),
        fc.constantFrom(40, 80, 4096),
        (level, compartmentsPerCore, axonsInPerCore) => {
          const mapping = place(level, { compartmentsPerCore, axonsInPerCore });
          if (!('placement' in mapping)) {
            expect(mapping.needed).toBeGreaterThan(mapping.available);
            return;
          }
          const compartments = new Map<number, number>();
          for (const layer of mapping.placement.layers) {
            for (const core of layer.coreOf) {
              compartments.set(core, (compartments.get(core) ?? 0) + layer.compartmentsPerNeuron);
            }
          }
          expect(compartments.size).toBe(mapping.placement.cores);
          expect(Math.max(...compartments.values())).toBeLessThanOrEqual(compartmentsPerCore);
          const axonsIn = new Map<number, number>();
          for (const routes of mapping.routes) {
            for (const core of routes.core) axonsIn.set(core, (axonsIn.get(core) ?? 0) + 1);
          }
          expect(Math.max(...axonsIn.values())).toBeLessThanOrEqual(axonsInPerCore);
        },
      ),
      { seed: 42, numRuns: 40 },
    );
  });

  it('a sparser level stores fewer synapses', () => {
    const bytes = [1, 2].map((level) => {
      const mapping = place(level, {});
      return 'placement' in mapping ? mapping.synapseBytes : Number.NaN;
    });
    expect(bytes[1]!).toBeLessThan(bytes[0]!);
  });

  it.each([
    ['compartments', { compartmentsPerCore: 8 }, 'compartments'],
    ['axons into a core', { axonsInPerCore: 3 }, 'axons'],
    ['axons out of a core', { axonsOutPerCore: 3 }, 'axons'],
    ['synapse memory', { synapseMemoryBytesPerCore: 16 }, 'bytes'],
    ['cores', { cores: 2 }, 'cores'],
  ] as const)('refuses with layer and numbers: %s', (words, limits, unit) => {
    const refusal = place(0, limits);
    if ('placement' in refusal) throw new Error('it was placed');
    expect(refusal.unit).toBe(unit);
    expect(refusal.memory).toContain(words.split(' ')[0]!);
    expect(['input', 'c1', 'c2', 'fc']).toContain(refusal.layer);
    expect(refusal.needed).toBeGreaterThan(refusal.available);
  });
});
