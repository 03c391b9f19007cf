import type { Network } from '../../../sim/network/network.ts';
import { macLayers } from '../../../sim/sparsity/describe-work.ts';
import { isFurther } from '../../../sim/sparsity/further-points.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import type { NumericForm, OutcomeTable } from '../../../sim/sparsity/outcome-table.ts';
import { layerWork } from '../../../sim/targets/layer-work.ts';
import { spikeCounterNames } from '../../../sim/targets/neuromorphic/spike-counters.ts';
import { conditions } from '../../../sim/workload/degraded-mnist/conditions.ts';
import type { Dice } from './dice.ts';
import { drawChipCounters } from './draw-chip-counters.ts';

/** How hard the samples of a scenario are: shared by the tables of its splits, so that choices carry over. */
export interface Difficulty {
  /** Share wrong at the densest point, and what a wholly sparse one adds. */
  readonly wrong: number;
  readonly sparser: number;
  /** Samples are of all conditions, or of this one. */
  readonly condition: number | null;
}

export function drawDifficulty(dice: Dice): Difficulty {
  return {
    wrong: dice.one([0, 0.02, 0.1, 0.5, 1]) * dice.share(),
    sparser: dice.between(0, 0.4),
    condition: dice.chance(0.2) ? dice.below(conditions.length) : null,
  };
}

/**
 * A table as the kernels could have made it: one hidden difficulty a sample decides all points, confidence falls with
 * it, and layers count no more multiply-accumulates than their active blocks have.
 */
export function drawTable(
  dice: Dice,
  network: Network,
  points: readonly OperatingPoint[],
  numericForm: NumericForm,
  split: string,
  sampleCount: number,
  difficulty: Difficulty,
): OutcomeTable {
  const cells = points.length * sampleCount;
  // Tables of converted networks count events, no multiply-accumulates.
  const isChip = isChipForm(numericForm);
  const layers = isChip ? [] : macLayers(network);
  const hard = Float64Array.from({ length: sampleCount }, () => dice.share());
  const labels = Uint8Array.from({ length: sampleCount }, () => dice.below(10));
  const topClass = new Uint8Array(cells);
  const confidence = new Uint16Array(cells);
  const activeInputs = new Uint16Array(cells * layers.length);
  const effectiveMacs = new Uint32Array(cells * layers.length);
  points.forEach((point, p) => {
    const draws = isFurther(point) ? dice.aside(`${network.name} ${split} ${numericForm} ${point.id}`) : dice;
    const work = layerWork(network, point).filter((operator) => operator.outcomeIndex >= 0);
    const dense = work.reduce((sum, operator) => sum + operator.grossMacs, 0);
    const active = work.reduce((sum, operator) => sum + operator.activeMacs, 0);
    const wrong = difficulty.wrong + difficulty.sparser * (1 - active / dense);
    for (let s = 0; s < sampleCount; s++) {
      const at = p * sampleCount + s;
      const right = hard[s]! >= wrong;
      topClass[at] = right ? labels[s]! : (labels[s]! + 1 + draws.below(9)) % 10;
      confidence[at] = Math.floor(65535 * Math.min(1, 0.1 + 0.9 * hard[s]! * (right ? 1 : draws.share())));
      if (isChip) continue;
      work.forEach((operator) => {
        const l = operator.outcomeIndex;
        const left = operator.gate === null ? 1 : 1 - draws.share() * (operator.gate === 0 ? 0.5 : 1);
        activeInputs[at * layers.length + l] = Math.floor(operator.inputValues * left);
        effectiveMacs[at * layers.length + l] = Math.floor(operator.activeMacs * left);
      });
    }
  });
  return {
    key: {
      networkHash: network.hash,
      kernelHash: 'drawn',
      dataHash: split,
      pointsHash: 'drawn',
      numericForm,
    },
    network: network.name,
    data: 'drawn',
    sampleCount,
    points,
    layers,
    labels,
    conditions: Uint8Array.from(labels, () => difficulty.condition ?? dice.below(conditions.length)),
    topClass,
    confidence,
    activeInputs,
    effectiveMacs,
    ...(isChip ? { spikeCounters: drawChipCounters(dice, points, sampleCount) } : {}),
    ...(/^rate-[0-9]/.test(numericForm)
      ? { spikeCounters: drawSpikes(dice, effectiveMacs, layers.length) }
      : {}),
  };
}

const isChipForm = (form: NumericForm): boolean =>
  ['rate', 'rate-zero', 'sigma-delta', 'latency'].includes(form);

/** Counters in the proportions of a small network: every multiply-accumulate may be an event, messages follow spikes. */
function drawSpikes(dice: Dice, effectiveMacs: Uint32Array, layers: number): Float64Array {
  const rows = effectiveMacs.length / layers;
  const counters = new Float64Array(rows * spikeCounterNames.length);
  for (let row = 0; row < rows; row++) {
    const macs = effectiveMacs.subarray(row * layers, (row + 1) * layers).reduce((a, b) => a + b, 0);
    const events = Math.floor(macs * dice.share());
    const spikes = Math.floor(events / dice.whole(1, 40));
    const hops = spikes * dice.whole(1, 6);
    const updates = Math.floor(macs / dice.whole(1, 10));
    const counts: Record<(typeof spikeCounterNames)[number], number> = {
      spikes,
      messages: spikes * dice.whole(1, 3),
      hopsEastWest: hops,
      hopsNorthSouth: Math.floor(hops / 2),
      eventsConv: events,
      eventsSparse: Math.floor(events / 3),
      eventsDense: Math.floor(events / 9),
      accesses: updates * 2,
      updates,
      meshPs: 1000 + events * dice.whole(10, 4000),
    };
    counters.set(
      spikeCounterNames.map((name) => counts[name]),
      row * spikeCounterNames.length,
    );
  }
  return counters;
}
