import { describe, expect, it } from 'vitest';
import { buildOptions, residentBytes } from '../../../sim/scenario/simulate/build-options.ts';
import type { Target } from '../../../sim/targets/target.ts';
import { networks, smallTarget } from './small-target.ts';

/** A target on which a network needs as many bytes as its name has letters, and a kilobyte more for each point. */
const byName = (availableBytes = 1e6): Target => ({
  ...smallTarget(),
  fit: ({ network }, resident) => {
    const neededBytes = network.name.length + 1000 * resident.length;
    const memory = { name: 'flash', neededBytes, availableBytes };
    const fits = neededBytes <= availableBytes;
    return {
      fits,
      peakMemoryBytes: neededBytes,
      memories: [memory],
      refusal: fits ? null : { layer: 'conv', memory: 'flash', neededBytes, availableBytes },
    };
  },
});

describe('options of networks without a ladder', () => {
  const dense = networks.filter(({ role }) => role !== 'ladder');

  it('are in memory one network at a time: the largest counts, whatever the order', () => {
    for (const order of [dense, [...dense].reverse()]) {
      const target = byName();
      const { choices } = buildOptions(target, order);
      expect(choices).toHaveLength(2);
      expect(residentBytes(target, choices)).toBe(1000 + 'small-dense-050'.length);
    }
  });

  it('of one network are in memory together', () => {
    const target = byName();
    const { choices } = buildOptions(target, networks);
    expect(residentBytes(target, choices)).toBe(4000 + 'ladder'.length);
    expect(buildOptions(byName(2500), networks).choices).toHaveLength(2);
  });
});
