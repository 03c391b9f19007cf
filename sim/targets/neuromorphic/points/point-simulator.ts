import { barrierTime } from '../chip/barrier-time.ts';
import type { ChipNetwork } from '../chip/chip-network.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import { ClocklessRun } from '../chip/clockless-run.ts';
import { type CountedRun, dynamicEnergy } from '../chip/dynamic-energy.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import { SpikeRun } from '../chip/spike-run.ts';
import type { Stimulus } from '../chip/stimulus.ts';
import { ClosedForm } from '../chip/timing/closed-form.ts';
import type { ChipCounters } from './chip-counters.ts';
import type { ConvertedNetwork } from './converted-graph.ts';
import { frameStimulus } from './frame-stimulus.ts';
import { gatedNetwork } from './gated-network.ts';
import { marginConfidence } from './margin-confidence.ts';

/** One inference read after some step. */
export interface PointRun {
  readonly topClass: number;
  /** In (0, 1), from the margin between the two best outputs. */
  readonly confidence: number;
  readonly counters: ChipCounters;
}

/** Told after every step of the input: spikes so far by slot of the network, inputs too. Not to be kept or changed. */
export type StepWatcher = (step: number, spikesOf: Float64Array) => void;

/** Simulates a converted network on a chip, spike by spike, and reads its answer after several numbers of steps. */
export class PointSimulator {
  readonly #target: ChipTarget;
  readonly #converted: ConvertedNetwork;
  /** As it lies on the chip. */
  readonly network: ChipNetwork;
  readonly #barrierS: number;
  readonly #written: number;
  readonly #placement: ChipPlacement;
  /** Slots of the output neurons, and what they add to what they received. */
  readonly #outputs: Uint32Array;
  readonly #bias: Float64Array;

  constructor(target: ChipTarget, converted: ConvertedNetwork, placement: ChipPlacement) {
    const { graph } = converted;
    this.#target = target;
    this.#converted = converted;
    this.network = gatedNetwork(converted, target, placement);
    this.#written = writtenFor(converted);
    this.#placement = placement;
    this.#barrierS = barrierTime(target.design, this.network.usedTiles);
    const { size, neuron } = graph.populations.at(-1)!;
    const first = this.network.neurons - size;
    this.#outputs = Uint32Array.from({ length: size }, (_, n) => this.network.slotOfNeuron[first + n]!);
    const bias = 'bias' in neuron ? neuron.bias : 0;
    this.#bias = Float64Array.from({ length: size }, (_, n) => (typeof bias === 'number' ? bias : bias[n]!));
  }

  /** @param image [pixels] u8 @param steps ascending; one result each */
  run(image: Uint8Array, steps: readonly number[], watch?: StepWatcher): readonly PointRun[] {
    const frames = this.#converted.input(image, steps.at(-1)!);
    const stimulus = frameStimulus(frames);
    const { form } = this.#converted;
    const counts = form === 'rate' || form === 'rate-zero';
    return this.#target.clockless && counts
      ? this.#settled(stimulus, steps, watch)
      : this.#stepped(stimulus, steps, watch);
  }

  #stepped(stimulus: Stimulus, steps: readonly number[], watch?: StepWatcher): readonly PointRun[] {
    const run = new SpikeRun(this.#converted.graph, this.#target.design, this.network, { stimulus });
    const timing = new ClosedForm(this.network);
    const { tickS } = this.#target;
    const results: PointRun[] = [];
    let meshS = 0;
    let waitS = 0;
    let before = this.#counted(run);
    for (let step = 1; step <= steps.at(-1)!; step++) {
      // A pipeline without memory does in its last step all that one frame takes.
      if (this.#converted.form === 'folded' && step === steps.at(-1)) before = this.#counted(run);
      run.step();
      watch?.(step, run.spikesOf);
      const busyS = timing.stepS(run.state);
      meshS += busyS;
      if (tickS !== null) waitS += Math.max(0, tickS - busyS - this.#barrierS);
      if (!steps.includes(step)) continue;
      const counted = this.#counted(run);
      results.push({
        ...this.#answer(this.#outputsOf(run), step),
        counters: {
          accesses: counted.accesses - before.accesses,
          updates: counted.updates - before.updates,
          spikes: counted.spikes - before.spikes,
          messages: counted.messages - before.messages,
          hops: counted.hops - before.hops,
          synapticEvents: counted.synapticEvents - before.synapticEvents,
          meshPs: Math.round(meshS * 1e12),
          waitPs: Math.round(waitS * 1e12),
          cores: this.network.usedCores,
          masked: this.#written,
        },
      });
    }
    return results;
  }

  /** On a chip without a clock: the next step of the input comes when the chip has come to rest, and the answer is read then. */
  #settled(stimulus: Stimulus, steps: readonly number[], watch?: StepWatcher): readonly PointRun[] {
    const { graph } = this.#converted;
    const { design } = this.#target;
    const network = this.network;
    const placement = this.#placement;
    const last = steps.at(-1)!;
    const run = new ClocklessRun({
      graph,
      design,
      placement,
      network,
      steps: last,
      stimulus,
      mostRecorded: 0,
    });
    const results: PointRun[] = [];
    for (let step = 1; step <= last; step++) {
      const meshPs = run.settle();
      watch?.(step, run.spikesOf);
      if (!steps.includes(step)) continue;
      const outputs = Float64Array.from(this.#outputs, (slot) => run.potential[slot]!);
      const counters = {
        ...this.#counted(run),
        meshPs,
        waitPs: 0,
        cores: network.usedCores,
        masked: this.#written,
      };
      results.push({ ...this.#answer(outputs, step), counters });
    }
    return results;
  }

  #counted(run: CountedRun) {
    const { counts } = dynamicEnergy(run, this.#target.design);
    const { hops } = counts;
    // Of the soma units of a profile the first computes neurons, the second hands inputs on.
    const neurons = this.network.segments.reduce(
      (sum, { from, to, kernel }) => sum + (kernel === 'input' ? 0 : to - from),
      0,
    );
    return {
      accesses: neurons * run.steps,
      updates: run.state.unitUpdates[0]!,
      spikes: run.state.unitSpikes[0]!,
      messages: counts.messages,
      hops: hops.north + hops.east + hops.south + hops.west,
      synapticEvents: counts.synapticEvents,
    };
  }

  #outputsOf({ state }: SpikeRun): Float64Array {
    const { form } = this.#converted;
    const outputs = new Float64Array(this.#outputs.length);
    if (form === 'folded') {
      const at = new Map(Array.from(this.#outputs, (slot, n) => [slot, n] as const));
      for (let k = 0; k < state.firedCount; k++) {
        const n = at.get(state.firedSlot[k]!);
        if (n !== undefined) outputs[n] = state.firedValue[k]!;
      }
    } else {
      const added = form === 'sigma-delta' ? 1 : 0;
      const { outputUnits } = this.#converted;
      for (let n = 0; n < outputs.length; n++)
        outputs[n] = state.potential[this.#outputs[n]!]! / (outputUnits?.[n] ?? 1) + added * this.#bias[n]!;
    }
    return outputs;
  }

  #answer(outputs: Float64Array, steps: number): Pick<PointRun, 'topClass' | 'confidence'> {
    let best = 0;
    for (let c = 1; c < outputs.length; c++) if (outputs[c]! > outputs[best]!) best = c;
    let second = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < outputs.length; c++) if (c !== best) second = Math.max(second, outputs[c]!);
    return {
      topClass: best,
      confidence: marginConfidence((outputs[best]! - second) * this.#converted.logitPerUnit(steps)),
    };
  }
}

/** Neurons that setting the point writes to: those that are switched off, or all between inputs and outputs. */
function writtenFor({ silent, thresholdFactor, graph: { populations } }: ConvertedNetwork): number {
  if (thresholdFactor !== 1) return populations.slice(1, -1).reduce((sum, { size }) => sum + size, 0);
  return silent?.subarray(populations[0]!.size).reduce((sum, off) => sum + off, 0) ?? 0;
}
