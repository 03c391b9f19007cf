import type { TableSplit } from '../../sparsity/table-data.ts';
import { degradedMnistAt, pixels } from '../../workload/degraded-mnist/dataset.ts';
import type { Mapping } from './map.ts';
import type { PointActivity } from './points/point-activity.ts';
import { RasterCount } from './points/raster-count.ts';
import { SpikeDynamics } from './spike-dynamics.ts';
import type { SpikingNetwork } from './spiking-network.ts';

/** Which inferences of a mapped network are watched. */
export interface WatchedSpikes {
  readonly point: string;
  readonly network: SpikingNetwork;
  readonly mapping: Mapping;
  readonly split: TableSplit;
  /** Images of the split, at least one. */
  readonly positions: Uint32Array;
}

/**
 * Simulates inferences of a rate-coded network on a Loihi 1 again, spike by spike, and says which core did what and which
 * layer fired when. It lies there as the simulation of its tables placed it: alone, from the first core on.
 */
export function watchSpikes({ point, network, mapping, split, positions }: WatchedSpikes): PointActivity {
  const { placement, routes } = mapping;
  const { limits } = placement;
  const neurons = new Uint32Array(limits.cores);
  const spikes = new Float64Array(limits.cores);
  const events = new Float64Array(limits.cores);
  const raster = new RasterCount(
    placement.layers.map(({ name }) => name),
    network.steps,
  );
  for (const [layer, { coreOf }] of placement.layers.entries())
    for (const core of coreOf) {
      neurons[core]!++;
      raster.place(layer, core);
    }
  let step = 0;
  const fired = (layer: number, neuron: number) => {
    const core = placement.layers[layer]!.coreOf[neuron]!;
    spikes[core]!++;
    raster.add(layer, core, step, 1);
    const out = routes[layer];
    if (!out) return;
    for (let m = out.start[neuron]!; m < out.start[neuron + 1]!; m++)
      events[out.core[m]!]! += out.synapses[m]!;
  };
  const dynamics = new SpikeDynamics(network);
  const { images, count } = degradedMnistAt(split, positions);
  for (let i = 0; i < count; i++) {
    step = 0;
    dynamics.run(images.subarray(i * pixels, (i + 1) * pixels), {
      soma: (layer, neuron, _updated, hasFired) => {
        if (hasFired) fired(layer, neuron);
      },
      endStep: () => {
        step++;
      },
    });
  }
  const { cores, coresPerTile, meshHeight } = limits;
  return {
    point,
    images: count,
    width: Math.ceil(cores / coresPerTile / meshHeight),
    height: meshHeight,
    cores,
    coresPerTile,
    used: [...neurons.keys()]
      .filter((core) => neurons[core]! > 0)
      .map((core) => ({
        core,
        tile: Math.floor(core / coresPerTile),
        slot: core % coresPerTile,
        neurons: neurons[core]!,
        spikes: spikes[core]! / count,
        synapticEvents: events[core]! / count,
      })),
    layers: raster.layers(count),
  };
}
