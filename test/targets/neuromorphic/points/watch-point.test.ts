import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadNetwork } from '../../../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../../../sim/package-root.ts';
import {
  chipCounterNames,
  readChipCounters,
} from '../../../../sim/targets/neuromorphic/points/chip-counters.ts';
import { maskGroups } from '../../../../sim/targets/neuromorphic/points/mask-groups.ts';
import { findChip } from '../../../../sim/targets/neuromorphic/points/obtain-chip.ts';
import { openChipRequest } from '../../../../sim/targets/neuromorphic/points/open-chip-request.ts';
import { watchPoint } from '../../../../sim/targets/neuromorphic/points/watch-point.ts';

const modelFile = join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx');
const width = chipCounterNames.length;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('cores and layers of a point', () => {
  it.each([
    ['speck-2', 'rate'],
    ['loihi-2', 'sigma-delta'],
  ])('on %s in %s are together what the shipped table counted of the same images', async (chip, runtime) => {
    const network = await loadNetwork(modelFile);
    const { request } = await openChipRequest(modelFile, network, chip, runtime);
    const { tables } = (await findChip(request, { cacheFolder: null }))!;
    const { test, balances } = tables;
    // The cheapest reading of the last level, masked where the chip can: the law is the same at all.
    const groups = maskGroups(test.points);
    const level = groups.length - 1;
    const point = groups[level]!.group.at(-1)!;
    const images = [3, 40];
    const activity = watchPoint(request, {
      point,
      balance: balances[level]!,
      split: 'test',
      positions: Uint32Array.from(images, (at) => test.positions[at]!),
    });
    const counted = images.map((at) =>
      readChipCounters(
        test.spikeCounters.subarray((point * test.sampleCount + at) * width).subarray(0, width),
      ),
    );
    const mean = (name: (typeof chipCounterNames)[number]) =>
      sum(counted.map((counters) => counters[name])) / images.length;
    const { used, layers } = activity;
    expect(activity).toMatchObject({ point: test.points[point]!.id, images: images.length });
    expect(used.length).toBe(counted[0]!.cores);
    expect(sum(used.map(({ synapticEvents }) => synapticEvents))).toBeCloseTo(mean('synapticEvents'), 6);
    expect(sum(used.map(({ neurons }) => neurons))).toBe(sum(layers.map(({ neurons }) => neurons)));
    const [input, ...own] = layers.map(({ spikes }) => sum(spikes));
    expect(sum(own)).toBeCloseTo(mean('spikes'), 6);
    expect(input! + sum(own)).toBeCloseTo(sum(used.map(({ spikes }) => spikes)), 6);
    expect(layers.map(({ spikes }) => spikes.length)).toEqual(layers.map(() => test.points[point]!.steps));
  });
});
