import type { TableSplit } from '../../../sparsity/table-data.ts';
import { degradedMnistAt, pixels } from '../../../workload/degraded-mnist/dataset.ts';
import type { ChipNetwork } from '../chip/chip-network.ts';
import { SpikeRecord } from '../chip/spike-record.ts';
import { floatLayers } from '../float-layers.ts';
import { type ChipRequest, conversionFor } from './chip-request.ts';
import { type ChipBalance, convertedGraph } from './converted-graph.ts';
import { placeConverted } from './place-converted.ts';
import type { PointActivity } from './point-activity.ts';
import { PointSimulator } from './point-simulator.ts';
import { RasterCount } from './raster-count.ts';

/** Which inferences are watched. */
export interface WatchedPoint {
  /** Index into the request's points. */
  readonly point: number;
  /** What the conversion of its level was fixed to: of the tables. */
  readonly balance: ChipBalance;
  readonly split: TableSplit;
  /** Images of the split, at least one. */
  readonly positions: Uint32Array;
}

/**
 * Simulates inferences again, spike by spike, as the tables were made, and says which core did what and which layer fired
 * when. Of the folded code, whose pipeline holds a frame a step, the last step alone counts, which does all that one takes.
 */
export function watchPoint(request: ChipRequest, watched: WatchedPoint): PointActivity {
  const { network, target, form, points } = request;
  const point = points[watched.point]!;
  const { id, steps = 1 } = point;
  const layers = floatLayers(network, point);
  const converted = convertedGraph(layers, conversionFor(target, form), watched.balance, point);
  const { graph } = converted;
  const simulator = new PointSimulator(target, converted, placeConverted(converted, target).placement);
  const chip = simulator.network;
  const layerOfSlot = layersBySlot(
    chip,
    graph.populations.map(({ size }) => size),
  );
  const coreOfSlot = coresBySlot(chip);
  const first = form === 'folded' ? steps : 1;
  const { images, count } = degradedMnistAt(watched.split, watched.positions);
  const record = new SpikeRecord(chip, 0, 0);
  const raster = new RasterCount(
    graph.populations.map(({ name }) => name),
    steps - first + 1,
  );
  for (const [slot, layer] of layerOfSlot.entries()) raster.place(layer, coreOfSlot[slot]!);
  for (let i = 0; i < count; i++) {
    const before = new Float64Array(chip.neurons);
    simulator.run(images.subarray(i * pixels, (i + 1) * pixels), [steps], (step, spikesOf) => {
      if (step >= first)
        for (let slot = 0; slot < spikesOf.length; slot++) {
          const spikes = spikesOf[slot]! - before[slot]!;
          if (spikes === 0) continue;
          raster.add(layerOfSlot[slot]!, coreOfSlot[slot]!, step - first, spikes);
          record.spikesOf[slot]! += spikes;
        }
      before.set(spikesOf);
    });
  }
  const { spikes, events } = record.perCore();
  const { width, height, coreKind, coreTile, coreSlot } = target.design;
  return {
    point: id,
    images: count,
    width,
    height,
    cores: coreKind.length,
    coresPerTile: coreSlot.reduce((most, slot) => Math.max(most, slot + 1), 1),
    used: [...coreKind.keys()].flatMap((core) => {
      const neurons = chip.coreStart[core + 1]! - chip.coreStart[core]!;
      if (neurons === 0) return [];
      const [tile, slot] = [coreTile[core]!, coreSlot[core]!];
      const means = { spikes: spikes[core]! / count, synapticEvents: events[core]! / count };
      return [{ core, tile, slot, neurons, ...means }];
    }),
    layers: raster.layers(count),
  };
}

/** By slot: index of the neuron's population. */
function layersBySlot({ neurons, neuronOfSlot }: ChipNetwork, sizes: readonly number[]): Uint16Array {
  const ofNeuron = new Uint16Array(neurons);
  let from = 0;
  for (const [layer, size] of sizes.entries()) {
    ofNeuron.fill(layer, from, from + size);
    from += size;
  }
  return Uint16Array.from(neuronOfSlot, (neuron) => ofNeuron[neuron]!);
}

/** By slot: number of the core that owns it. */
function coresBySlot({ coreStart, neurons }: ChipNetwork): Uint32Array {
  const coreOf = new Uint32Array(neurons);
  for (let core = 0; core + 1 < coreStart.length; core++)
    coreOf.fill(core, coreStart[core]!, coreStart[core + 1]!);
  return coreOf;
}
