import { describe, expect, it } from 'vitest';
import { benchmarkFamilies } from '../../../sim/network/benchmarks/benchmark-families.ts';
import { benchmarkIds, benchmarkNetwork } from '../../../sim/network/benchmarks/benchmark-network.ts';
import { networkTotals } from '../../../sim/network/benchmarks/network-totals.ts';
import { fusedGroups } from '../../../sim/network/fused-groups.ts';
import { liveActivations } from '../../../sim/network/live-activations.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe('every built-in network', () => {
  it('has one id, one family and a graph that no other has', () => {
    expect(new Set(benchmarkIds).size).toBe(benchmarkIds.length);
    for (const id of benchmarkIds)
      expect(benchmarkFamilies.filter((family) => family.build(id))).toHaveLength(1);
    const hashes = benchmarkIds.map((id) => benchmarkNetwork(id).hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  it('is the same object and the same graph whenever it is asked for', () => {
    for (const id of ['mlperf-tiny-ic', 'mobilenet-v2-0.6-100', 'bert-base-7']) {
      const network = benchmarkNetwork(id);
      expect(benchmarkNetwork(id)).toBe(network);
      const again = benchmarkFamilies.map((family) => family.build(id)).find((found) => found !== null)!;
      expect(again).not.toBe(network);
      expect(again.hash).toBe(network.hash);
    }
  });

  it.each(benchmarkIds)('%s: values are made before they are read, and all are read but the output', (id) => {
    const network = benchmarkNetwork(id);
    expect(network.name).toBe(id);
    const made = new Set([network.input.name, ...network.initialisers.keys()]);
    const read = new Set<string>();
    for (const node of network.nodes) {
      for (const value of node.inputs) {
        if (!made.has(value)) throw new Error(`${node.name} reads ${value}, which is not made yet`);
        read.add(value);
      }
      for (const value of node.outputs) made.add(value);
    }
    expect([...made].filter((value) => !read.has(value))).toEqual([network.output.name]);
    for (const value of made) expect(network.shapes.get(value)!.every((dim) => dim >= 1)).toBe(true);
    expect(network.shapes.get(network.output.name)).toEqual(network.output.shape);
  });

  it.each(benchmarkIds)('%s: kinds add up, and the peak holds the largest operator', (id) => {
    const network = benchmarkNetwork(id);
    const totals = networkTotals(network);
    const parts = Object.values(totals.byKind);
    expect(sum(parts.map((part) => part.macs))).toBe(totals.macs);
    expect(sum(parts.map((part) => part.operators))).toBe(totals.operators);
    expect(totals.operators).toBe(fusedGroups(network).length);
    const sizes = [...network.initialisers.values()].map(({ shape }) => shape.reduce((a, b) => a * b));
    expect(totals.params).toBe(sum(sizes));
    const peak = Math.max(...liveActivations(network).map(({ values }) => values));
    const largest = Math.max(
      ...fusedGroups(network).map((group) => network.shapes.get(group.output)!.reduce((a, b) => a * b)),
    );
    expect(peak).toBeGreaterThanOrEqual(largest);
  });
});

describe('unknown ids', () => {
  it.each([
    ['mobilnet-v2-1.0-224', /nearest are mobilenet-v2-1\.0-224,/],
    ['bert', /nearest are bert-base-128, bert-base-384/],
    ['vww', /nearest are mlperf-tiny-vww,/],
    ['mobilenet-v2-1.5-224', /Allowed there: mobilenet-v2-WIDTH-RESOLUTION with widths 0\.25 to 1\.4/],
    ['bert-base-513', /Allowed there: bert-base-N with sequence lengths N from 1 to 512/],
    ['', /"" is not a built-in network/],
  ])('"%s" is refused with what is near', (id, message) => {
    expect(() => benchmarkNetwork(id)).toThrow(message);
    expect(() => benchmarkNetwork(id)).toThrow(/E_UNKNOWN_NETWORK[\s\S]*sparsewatt networks list/);
  });

  // A second spelling of a network would be a second network to every cache and table.
  it.each([
    'mobilenet-v1-1-224',
    'mobilenet-v1-1.00-224',
    'mobilenet-v1-0.50-224',
    'mobilenet-v1-0.5-0224',
    'mobilenet-v1-0.2-224',
    'mobilenet-v1-1.0-225',
    'mobilenet-v1-1.0-95',
    'bert-base-0',
    'bert-base-0128',
    'bert-base-1e2',
    'kws-aloha-n0',
    'kws-aloha-n51',
    'toString',
    'MLPERF-TINY-IC',
  ])('%s', (id) => {
    expect(() => benchmarkNetwork(id)).toThrow(/E_UNKNOWN_NETWORK/);
  });
});
