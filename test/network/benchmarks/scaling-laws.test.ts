import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { benchmarkNetwork } from '../../../sim/network/benchmarks/benchmark-network.ts';
import { networkTotals } from '../../../sim/network/benchmarks/network-totals.ts';
import { scaledChannels } from '../../../sim/network/benchmarks/scaled-channels.ts';
import type { OperatorKind } from '../../../sim/network/operator-work.ts';

const seed = { seed: 20_260_501, numRuns: 25 };
const kinds = (id: string) => networkTotals(benchmarkNetwork(id)).byKind;
const macs = (id: string, ...of: OperatorKind[]) =>
  of.reduce((sum, kind) => sum + (kinds(id)[kind]?.macs ?? 0), 0);

const version = fc.constantFrom(1, 2);
const hundredths = fc.integer({ min: 25, max: 140 });
const id = (v: number, width: number, resolution: number) => {
  const text = width % 100 === 0 ? `${width / 100}.0` : String(width / 100);
  return `mobilenet-v${v}-${text}-${resolution}`;
};

describe('MobileNets', () => {
  test.prop([version, hundredths, fc.integer({ min: 3, max: 7 })], seed)(
    'convolutions cost in proportion to the pixels where every stride divides the image',
    (v, width, steps) => {
      const at = (resolution: number) => macs(id(v, width, resolution), 'conv', 'depthwise', 'pointwise');
      expect(at(32 * steps) * 9).toBe(at(96) * steps * steps);
    },
  );

  test.prop([version, hundredths, fc.integer({ min: 96, max: 224 })], seed)(
    'parameters and classifier do not depend on the resolution',
    (v, width, resolution) => {
      const [here, there] = [id(v, width, resolution), id(v, width, 224)];
      expect(networkTotals(benchmarkNetwork(here)).params).toBe(
        networkTotals(benchmarkNetwork(there)).params,
      );
      expect(kinds(here)['fully-connected']).toEqual(kinds(there)['fully-connected']);
    },
  );

  test.prop([version, hundredths, hundredths, fc.integer({ min: 96, max: 224 })], seed)(
    'a wider network never costs less, and a larger image neither',
    (v, a, b, resolution) => {
      const [narrow, wide] = [Math.min(a, b), Math.max(a, b)];
      const [small, large] = [id(v, narrow, resolution), id(v, wide, resolution)].map((name) =>
        networkTotals(benchmarkNetwork(name)),
      );
      expect(large!.macs).toBeGreaterThanOrEqual(small!.macs);
      expect(large!.params).toBeGreaterThanOrEqual(small!.params);
      expect(networkTotals(benchmarkNetwork(id(v, narrow, 224))).macs).toBeGreaterThanOrEqual(small!.macs);
    },
  );

  test.prop([fc.integer({ min: 8, max: 160 }), fc.integer({ min: 25, max: 140 })], seed)(
    'channels are multiples of 8, at least nine tenths of what was asked for and at most 8 more',
    (channels, percent) => {
      const wanted = channels * (percent / 100);
      const got = scaledChannels(channels, percent / 100);
      expect(got % 8).toBe(0);
      expect(got).toBeGreaterThanOrEqual(0.9 * wanted);
      expect(got).toBeLessThanOrEqual(wanted + 8);
    },
  );
});

describe('transformers', () => {
  const model = fc.constantFrom('bert-base', 'mobilebert');
  test.prop([model, fc.integer({ min: 1, max: 512 }), fc.integer({ min: 1, max: 512 })], {
    ...seed,
    numRuns: 8,
  })(
    'linear layers cost in proportion to the tokens, attention to their square; parameters stay',
    (name, a, b) => {
      const [here, there] = [`${name}-${a}`, `${name}-${b}`];
      expect(macs(here, 'fully-connected') * b).toBe(macs(there, 'fully-connected') * a);
      expect(macs(here, 'attention') * b * b).toBe(macs(there, 'attention') * a * a);
      expect(networkTotals(benchmarkNetwork(here)).params).toBe(
        networkTotals(benchmarkNetwork(there)).params,
      );
    },
  );
});

describe('keyword spotting', () => {
  test.prop([fc.integer({ min: 1, max: 50 })], seed)(
    'each branch adds ten layers and its share of the joint',
    (n) => {
      const layer = 256 * 256;
      const joint = (n - 1) * layer;
      const found = networkTotals(benchmarkNetwork(`kws-aloha-n${n}`)).macs;
      expect(found - networkTotals(benchmarkNetwork('kws-aloha')).macs).toBe(10 * n * layer + joint);
    },
  );
});
