import { type ActivationLayout, Int8Layer, packBlockLadder, packInt8Ladder } from '../../../kernels/index.ts';
import type { BatchOutcome } from '../executor.ts';
import { int8Threshold, type QuantisedMatrix } from '../int8/quantise-plan.ts';
import type { OperatingPoint } from '../operating-point.ts';
import { LayerCounts } from './layer-counts.ts';
import { type SharedParts, withoutLevelZero } from './wasm-layer.ts';

/** One matrix step in int8 in the kernels' memory, at all levels. */
export class Int8ExecutorLayer {
  readonly #shared: SharedParts;
  readonly #quantised: QuantisedMatrix;
  readonly #input: ActivationLayout;
  readonly #inputs: number;
  readonly #counts: LayerCounts;
  readonly #dense: Int8Layer;
  readonly #sparse: Int8Layer | null;
  readonly #fanout: (number | undefined)[] = [];

  constructor(
    shared: SharedParts,
    quantised: QuantisedMatrix,
    input: ActivationLayout,
    output: ActivationLayout,
  ) {
    const { arena, runner, scratch } = shared;
    const { step, weights, bias, multiplier, low, high } = quantised;
    const { shape, ladder } = step;
    this.#shared = shared;
    this.#quantised = quantised;
    this.#input = input;
    this.#inputs = shape.channels * shape.height * shape.width;
    const packed = ladder
      ? packBlockLadder(step.weights, ladder.layer.order, ladder.layer.levelEnds, 0, `ladder of ${step.node}`)
      : null;
    this.#counts = new LayerCounts(step, packed);
    const { rows } = weights;
    const first = { bias: bias.subarray(0, rows), multiplier: multiplier.subarray(0, rows), low, high };
    this.#dense = new Int8Layer(arena, runner, scratch, { dense: weights }, shape, first, input, output);
    const sparse = packed && withoutLevelZero(packed);
    const rest = { bias: bias.subarray(rows), multiplier: multiplier.subarray(rows), low, high };
    const segments = sparse && { ladder: packInt8Ladder(sparse, weights.scales) };
    this.#sparse = segments && new Int8Layer(arena, runner, scratch, segments, shape, rest, input, output);
  }

  /**
   * Runs the layer on eight lanes and counts. @param x @param y addresses of the activations
   * @param to place of the first sample's counts in the outcome @param stride from one sample's to the next
   */
  run(
    x: number,
    y: number,
    point: OperatingPoint,
    samples: number,
    outcome: BatchOutcome,
    to: number,
    stride: number,
  ): void {
    const { ladder } = this.#quantised.step;
    const level = ladder ? point.levels[ladder.index]! : 0;
    const gate = ladder ? point.gates[ladder.index]! : null;
    if (gate !== null) this.#gate(x, level, gate);
    const counts = gate === null ? null : this.#shared.arena.integers(this.#shared.counts, 16);
    for (let j = 0; j < samples; j++) {
      outcome.activeInputs[to + j * stride] = counts ? counts[j]! : this.#inputs;
      outcome.effectiveMacs[to + j * stride] = counts ? counts[8 + j]! : this.#counts.activeMacs(level);
    }
    if (level === 0) this.#dense.dense(x, y);
    else this.#sparse!.ladder(x, y, level);
  }

  /** Zeroes the gated elements of the input in place; counts per lane lie in the shared buffer afterwards. */
  #gate(x: number, level: number, gate: number): void {
    const { arena, kernels, counts } = this.#shared;
    this.#fanout[level] ??= arena.putIntegers(this.#counts.fanout(level, this.#input));
    const elements = (this.#input.channels * this.#input.plane) / this.#input.element;
    const least = int8Threshold(gate, this.#quantised.input);
    kernels.int8GatePanels(x, elements, least, this.#fanout[level]!, counts);
  }
}
