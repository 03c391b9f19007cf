import {
  type ActivationLayout,
  type BlockLadder,
  blockHeight,
  blockRowCount,
  type DenseMatrix,
  type KernelRunner,
  type KernelScratch,
  MatrixLayer,
  type MatrixLayerOptions,
  packBlockLadder,
  unpackBlockLadder,
  validateDenseMatrix,
  type WasmArena,
  type WasmExports,
} from '../../../kernels/index.ts';
import { LayerCounts } from './layer-counts.ts';
import type { LayerBytes } from './memory-report.ts';
import { type MatrixStep, withoutWeights } from './plan.ts';

/** What all layers of an executor share. */
export interface SharedParts {
  readonly arena: WasmArena;
  readonly kernels: WasmExports;
  readonly runner: KernelRunner;
  readonly scratch: KernelScratch;
  /** Address of [2][8] u32. */
  readonly counts: number;
  readonly options: MatrixLayerOptions;
}

/** One matrix step in the kernels' memory, at all loaded levels, and what it costs. */
export class WasmLayer {
  #step: MatrixStep;
  readonly bytes: LayerBytes;
  readonly tableBytes: number;
  /** Input elements of one sample. */
  readonly inputs: number;
  readonly #arena: WasmArena;
  readonly #kernels: WasmExports;
  readonly #input: ActivationLayout;
  readonly #counts: LayerCounts;
  readonly #countsAt: number;
  #ladder: BlockLadder | null;
  readonly #firstLevel: number;
  readonly #dense: MatrixLayer | null;
  readonly #sparse: MatrixLayer | null;
  readonly #fanout: (number | undefined)[] = [];

  constructor(
    { arena, kernels, runner, scratch, counts, options }: SharedParts,
    step: MatrixStep,
    input: ActivationLayout,
    output: ActivationLayout,
    densest: number,
  ) {
    const { shape, weights, ladder } = step;
    validateDenseMatrix(weights, `weights of ${step.node}`);
    this.#step = step;
    this.inputs = shape.channels * shape.height * shape.width;
    this.#arena = arena;
    this.#kernels = kernels;
    this.#input = input;
    this.#countsAt = counts;
    this.#firstLevel = ladder ? densest : 0;
    this.#ladder = ladder
      ? packBlockLadder(
          weights,
          ladder.layer.order,
          ladder.layer.levelEnds,
          densest,
          `ladder of ${step.node}`,
        )
      : null;
    this.#counts = new LayerCounts(step, this.#ladder);
    const make = (w: { dense: DenseMatrix } | { ladder: BlockLadder }, first: number, end: number) => {
      const rows = (values: Float32Array, name: string) => this.#levelsOf(values, name, first, end);
      const epilogue = { scale: rows(step.scale, 'scale'), bias: rows(step.bias, 'bias'), relu: step.relu };
      return new MatrixLayer(arena, runner, scratch, w, shape, epilogue, input, output, options);
    };
    // Dispatch is by level alone, whatever the sparsity: outcome tables depend on it bit by bit.
    const levels = this.#ladder?.levels ?? 1;
    const levelZero = this.#ladder && this.#firstLevel === 0 ? unpackBlockLadder(this.#ladder, 0) : weights;
    this.#dense = this.#firstLevel === 0 ? make({ dense: levelZero }, 0, 1) : null;
    const sparse = this.#ladder && withoutLevelZero(this.#ladder);
    this.#sparse = sparse && make({ ladder: sparse }, sparse.densest, levels);
    this.tableBytes = (this.#dense ?? this.#sparse)!.tableBytes;
    this.bytes = this.#countBytes();
  }

  get step(): MatrixStep {
    return this.#step;
  }

  /** Lets go of the weights that were loaded from: the kernels' memory holds them. */
  forgetSources(): void {
    this.#counts.forgetLadder();
    this.#ladder = null;
    this.#step = withoutWeights(this.#step);
  }

  /** Multiply-accumulates of the active blocks over all output pixels. */
  activeMacs(level: number): number {
    return this.#counts.activeMacs(level);
  }

  /**
   * Runs the layer on its groups of samples (of one, or of eight lanes). @param x @param y addresses of the activations
   * @param groups the first groups alone; default all
   */
  run(x: number, y: number, level: number, groups?: number): void {
    if (level === 0) this.#dense!.dense(x, y, groups);
    else this.#sparse!.ladder(x, y, level, groups);
  }

  /**
   * Zeroes the gated elements of the input in place. Counts per lane lie in the shared buffer afterwards:
   * [8] elements left, [8] multiply-accumulates that they take part in.
   */
  gate(x: number, level: number, threshold: number): void {
    const elements = (this.#input.channels * this.#input.plane) / this.#input.element;
    this.#fanout[level] ??= this.#arena.putIntegers(this.#counts.fanout(level, this.#input));
    const gate = this.#input.lanes === 8 ? this.#kernels.gatePanels : this.#kernels.gatePixels;
    gate(x, elements, threshold, this.#fanout[level]!, this.#countsAt);
  }

  /** [levels][rows] of the levels from `first` to before `end`. */
  #levelsOf(values: Float32Array, name: string, first: number, end: number): Float32Array {
    const { weights, ladder, node } = this.step;
    const levels = ladder ? ladder.layer.levelEnds.length : 1;
    if (values.length !== levels * weights.rows || !values.every(Number.isFinite)) {
      throw new RangeError(
        `${name} of ${node}: ${levels * weights.rows} finite values are needed (${levels} levels x ${weights.rows} channels), found ${values.length}${values.every(Number.isFinite) ? '' : ', not all finite'}`,
      );
    }
    return values.subarray(first * weights.rows, end * weights.rows);
  }

  #countBytes(): LayerBytes {
    const { rows, cols } = this.step.weights;
    const padded = blockRowCount(rows) * blockHeight;
    const dense = { values: padded * cols * 4, indices: 0, rowPointers: 0, epilogue: padded * 8 };
    const resident = this.#sparse?.resident;
    if (!resident) return { inLadder: this.#ladder !== null, levels: [dense] };
    return {
      inLadder: true,
      levels: Array.from({ length: resident.levels }, (_, k) =>
        k === 0 && this.#firstLevel === 0
          ? dense
          : { ...resident.bytes(k), epilogue: k < this.#firstLevel ? 0 : padded * 8 },
      ),
    };
  }
}

/** The dense kernel runs level 0 from its own copy, so the ladder kernel never reads the segment of level 0. */
export function withoutLevelZero(ladder: BlockLadder): BlockLadder | null {
  if (ladder.levels === 1) return null;
  if (ladder.densest > 0) return ladder;
  return { ...ladder, densest: 1, segments: [null, ...ladder.segments.slice(1)] };
}
