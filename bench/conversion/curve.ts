import type { SpikingForm } from '../../sim/sparsity/outcome-table.ts';
import type { ChipTarget } from '../../sim/targets/neuromorphic/chip/chip-target.ts';
import { loadChipTarget } from '../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { type ConversionLoss, conversionLoss } from '../../sim/targets/neuromorphic/codes/conversion-loss.ts';
import type { FloatLayer } from '../../sim/targets/neuromorphic/float-layer.ts';
import { placeOnChip } from '../../sim/targets/neuromorphic/mapper/place-on-chip.ts';
import { chipCost, chipTotals } from '../../sim/targets/neuromorphic/points/chip-cost.ts';
import { chipForms } from '../../sim/targets/neuromorphic/points/chip-forms.ts';
import { balanceOf, convertedGraph } from '../../sim/targets/neuromorphic/points/converted-graph.ts';
import { PointSimulator } from '../../sim/targets/neuromorphic/points/point-simulator.ts';

/** A code read after some steps: how often it is right, and what the steps take on each chip. */
export interface CurveRow {
  readonly code: SpikingForm;
  readonly steps: number;
  readonly loss: ConversionLoss;
  readonly spikes: number;
  readonly events: number;
  /** Or why there is nothing to say. */
  readonly chips: readonly ({ readonly timeS: number; readonly knownJ: number } | string)[];
}

/** One network for all readings, as on a chip. */
const mostSteps = 32;

/**
 * Accuracy over steps, with time and energy at the same steps. The network is converted once, for 32 steps, and read after
 * every one; sigma-delta and folded codes cross one layer a step and are complete with the last.
 * @param images u8 [count][pixels] @param reference answers before conversion @param costImages how many of them are simulated on each chip for time and energy
 */
export async function curve(
  layers: readonly FloatLayer[],
  code: SpikingForm,
  chips: readonly string[],
  images: Uint8Array,
  labels: Uint8Array,
  reference: Uint8Array,
  training: { readonly images: Uint8Array; readonly count: number },
  costImages: number,
): Promise<readonly CurveRow[]> {
  const pixels = images.length / labels.length;
  const image = (i: number) => images.subarray(i * pixels, (i + 1) * pixels);
  const how = { form: code, weightBits: 8, steps: mostSteps };
  const converted = convertedGraph(layers, how, balanceOf(layers, how, training.images, training.count), {
    id: code,
  });
  const first = layers.length + 1;
  const last = code === 'rate' || code === 'rate-zero' ? mostSteps : first;
  const steps = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  const targets = await Promise.all(chips.map((chip) => loadChipTarget(chip, false)));
  const simulators = targets.map((target) => placed(target));
  const any = simulators.find((simulator) => typeof simulator !== 'string');
  if (!any) throw new RangeError(`the network fits on none of ${chips.join(', ')}`);
  const answers = steps.map(() => new Uint8Array(labels.length));
  const rows = steps.map(() => ({ spikes: 0, events: 0 }));
  for (let i = 0; i < labels.length; i++) {
    any.run(image(i), steps).forEach(({ topClass, counters }, k) => {
      const row = rows[k]!;
      answers[k]![i] = topClass;
      row.spikes += counters.spikes / labels.length;
      row.events += counters.synapticEvents / labels.length;
    });
  }
  const costs = simulators.map((simulator, c) => {
    if (typeof simulator === 'string') return simulator;
    const sums = steps.map(() => ({ timeS: 0, knownJ: 0 }));
    for (let i = 0; i < costImages; i++)
      simulator.run(image(i), steps).forEach(({ counters }, k) => {
        const { timeS, knownJ } = chipTotals(chipCost(targets[c]!, counters, steps[k]!));
        sums[k]!.timeS += timeS / costImages;
        sums[k]!.knownJ += knownJ / costImages;
      });
    return sums;
  });
  return rows.map((row, k) => ({
    code,
    steps: steps[k]!,
    loss: conversionLoss(reference, answers[k]!, labels),
    ...row,
    chips: costs.map((cost) => (typeof cost === 'string' ? cost : cost[k]!)),
  }));

  function placed(target: ChipTarget): PointSimulator | string {
    if (!chipForms(target).includes(code)) return 'another code';
    try {
      return new PointSimulator(target, converted, placeOnChip(converted.graph, target).placement);
    } catch (error) {
      if ((error as Error).name !== 'InputError') throw error;
      return 'does not fit';
    }
  }
}
