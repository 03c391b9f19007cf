import { loadChipTarget } from '../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { simulateNetwork } from '../../sim/targets/neuromorphic/chip/simulate-network.ts';
import { chooseUnits } from '../../sim/targets/neuromorphic/codes/choose-units.ts';
import { latencyGraph } from '../../sim/targets/neuromorphic/codes/latency-graph.ts';
import { latencyLayers } from '../../sim/targets/neuromorphic/codes/latency-layers.ts';
import { toldPixels } from '../../sim/targets/neuromorphic/codes/told-pixels.ts';
import { valuedLayers } from '../../sim/targets/neuromorphic/codes/valued-layer.ts';
import { ValuedPass } from '../../sim/targets/neuromorphic/codes/valued-pass.ts';
import type { FloatLayer } from '../../sim/targets/neuromorphic/float-layer.ts';
import { placeOnChip } from '../../sim/targets/neuromorphic/mapper/place-on-chip.ts';

/** A network in a latency code: its answers, and what its spikes cost on Loihi 1. */
export interface LatencyRun {
  readonly steps: number;
  readonly answer: (image: Uint8Array) => Float64Array;
  /** One image spike by spike; J and s with the chip's host and embedded processor between steps, and of the chip alone. */
  readonly cost: (image: Uint8Array) => {
    readonly spikes: number;
    readonly events: number;
    readonly energyJ: number;
    readonly timeS: number;
    readonly aloneJ: number;
    readonly aloneS: number;
  };
}

/**
 * Converts a network to a latency code (`latencyGraph`). Answers are those of `ValuedPass`, which the spikes tell (a test holds
 * them to that); costs are of the spikes.
 */
export async function latencyRun(
  layers: readonly FloatLayer[],
  times: number,
  training: { readonly images: Uint8Array; readonly count: number },
): Promise<LatencyRun> {
  const told = (image: Uint8Array) => toldPixels(image, times);
  const form = { weightBits: 8, largest: times, white: times };
  const { units, corrections } = chooseUnits(layers, form, training.images, training.count);
  const own = latencyLayers(valuedLayers(layers, form, units, corrections));
  const pass = new ValuedPass(own);
  const { graph, steps, input } = latencyGraph(own, times, 'latency');
  const target = await loadChipTarget('loihi-1', true);
  const { placement } = placeOnChip(graph, target);
  return {
    steps,
    answer: (image) => pass.run(told(image)),
    cost: (image) => {
      const rows = input(told(image));
      const { record, dynamic, time, staticJ, hostJ } = simulateNetwork({
        ...target,
        graph,
        placement,
        steps,
        timing: 'closed-form',
        stimulus: {
          apply: (step, value, slotOf) => {
            for (const [n, sent] of rows[step]!.entries()) if (sent !== 0) value[slotOf[n]!] = 1;
          },
        },
      });
      const aloneS = time.meshS + time.barrierS;
      return {
        spikes: record.spikesOf.reduce((sum, n) => sum + n, 0),
        events: dynamic.counts.synapticEvents,
        energyJ: dynamic.totalJ + staticJ! + hostJ,
        timeS: time.totalS,
        aloneJ: dynamic.totalJ + (staticJ! * aloneS) / time.totalS,
        aloneS,
      };
    },
  };
}
