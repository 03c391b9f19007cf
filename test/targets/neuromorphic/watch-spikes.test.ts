import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadNetwork } from '../../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../../sim/package-root.ts';
import { convertedOnLoihi } from '../../../sim/targets/neuromorphic/converted-on-loihi.ts';
import { floatLayers } from '../../../sim/targets/neuromorphic/float-layers.ts';
import { loadChip } from '../../../sim/targets/neuromorphic/load-chip.ts';
import { findLoihiSpikes } from '../../../sim/targets/neuromorphic/obtain-spikes.ts';
import { spikeCounterNames } from '../../../sim/targets/neuromorphic/spike-counters.ts';
import { watchSpikes } from '../../../sim/targets/neuromorphic/watch-spikes.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('cores and layers on Loihi 1', () => {
  it('are together what the shipped table counted of the same images', async () => {
    const network = await loadNetwork(join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx'));
    const { timing } = await loadChip('loihi-1');
    const found = await findLoihiSpikes({ network, chip: timing, sampleCount: 100 }, { cacheFolder: null });
    const { test, balances } = found!.tables;
    const p = test.points.length - 1;
    const point = test.points[p]!;
    const images = [3, 40];
    const converted = convertedOnLoihi(floatLayers(network, point), balances[p]!, point.id, timing.limits);
    const activity = watchSpikes({
      point: point.id,
      ...converted,
      split: 'test',
      positions: Uint32Array.from(images, (at) => test.positions[at]!),
    });
    const width = spikeCounterNames.length;
    const mean = (name: (typeof spikeCounterNames)[number]) =>
      sum(
        images.map(
          (at) => test.spikeCounters[(p * test.sampleCount + at) * width + spikeCounterNames.indexOf(name)]!,
        ),
      ) / images.length;
    const { used, layers } = activity;
    expect(activity).toMatchObject({
      point: 'L5',
      images: 2,
      width: 8,
      height: 4,
      coresPerTile: 4,
      cores: 128,
    });
    expect(sum(used.map(({ spikes }) => spikes))).toBeCloseTo(mean('spikes'), 6);
    expect(sum(used.map(({ synapticEvents }) => synapticEvents))).toBeCloseTo(
      mean('eventsConv') + mean('eventsSparse') + mean('eventsDense'),
      6,
    );
    for (const { neurons, spikes, cores } of layers) {
      expect(spikes).toHaveLength(converted.network.steps);
      expect(sum(cores.map((core) => core.neurons))).toBe(neurons);
      expect(sum(cores.flatMap((core) => core.spikes))).toBeCloseTo(sum(spikes), 6);
    }
    // Every core is named once: here no core holds two layers.
    const named = layers.flatMap(({ cores }) => cores.map(({ core }) => core));
    expect(new Set(named)).toEqual(new Set(used.map(({ core }) => core)));
    for (const { core, neurons, spikes } of used) {
      const rows = layers.flatMap(({ cores }) => cores.filter((row) => row.core === core));
      expect(sum(rows.map((row) => row.neurons))).toBe(neurons);
      expect(sum(rows.flatMap((row) => row.spikes))).toBeCloseTo(spikes, 6);
    }
  });
});
