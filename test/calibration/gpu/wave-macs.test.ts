import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waveMacs } from '../../../sim/calibration/gpu/wave-macs.ts';
import type { OperatorWork } from '../../../sim/network/operator-work.ts';

const layer = (rows: number, depth: number, pixels: number) =>
  ({ rows, depth, pixels, grossMacs: rows * depth * pixels }) as OperatorWork;

const size = fc.integer({ min: 1, max: 4096 });
const chips = fc.integer({ min: 1, max: 144 });

describe('work in whole waves of thread blocks', () => {
  it('is never less than the layer has, and close to it where a layer is large', () => {
    fc.assert(
      fc.property(size, size, size, chips, (rows, depth, pixels, multiprocessors) => {
        const one = layer(rows, depth, pixels);
        expect(waveMacs(one, multiprocessors)).toBeGreaterThanOrEqual(one.grossMacs);
      }),
      { seed: 1, numRuns: 300 },
    );
    const large = layer(4096, 1024, 128 * 1000);
    expect(waveMacs(large, 40) / large.grossMacs).toBeLessThan(1.01);
  });

  it('leaves most of a large chip idle on a small layer, and less of a small chip', () => {
    const small = layer(512, 512, 49);
    const wasted = (multiprocessors: number) => waveMacs(small, multiprocessors) / small.grossMacs;
    expect(wasted(132)).toBeGreaterThan(4);
    expect(wasted(132)).toBeGreaterThan(2 * wasted(16));
  });

  it('is nothing without products', () => {
    expect(waveMacs({ ...layer(64, 1, 64), grossMacs: 0 }, 16)).toBe(0);
  });
});
