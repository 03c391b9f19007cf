import { vectorsJoined } from '../../backends/wasm/engine-features.ts';
import { ConvolutionGeometry } from '../convolution-geometry.ts';
import type { KernelProgram } from '../kernel-program.ts';
import type { LevelPattern } from '../level-pattern.ts';
import type { TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { transposedCopy } from '../transposed-copy.ts';
import type { TransposedWeights } from '../transposed-weights.ts';
import { checkConvolution } from './check-convolution.ts';
import type { ConvolutionOptions } from './convolution-options.ts';
import { isContiguous } from './is-contiguous.ts';
import { type PhaseTables, phaseTables } from './phase-tables.ts';

/** Groups of one-pixel values whose gradients are summed at a time: their copies stay in the second cache. Measured. */
const groupsAtOnce = 16;
/** The gradients of four output channels should stay in the nearest cache. */
const nearBytes = 16 * 1024;
/** Panels copied for one product, weights read once for all of them. */
const panelsAtOnce = 4;
/** Panels that meet one block row before the next is read, in place. */
const sparsePanelsAtOnce = 8;

/**
 * y = W * x (+ b) over a window of the input, or a linear layer over values of one pixel; dense, or the blocks that are
 * active at the level. At a sparse level gradients, too, are of active blocks only.
 */
export class ConvolutionOperator implements TrainingOperator {
  readonly name: string;
  readonly #options: ConvolutionOptions;
  readonly #geometry: ConvolutionGeometry;
  readonly #phases: readonly PhaseTables[];
  readonly #transposed: TransposedWeights | null;
  readonly #at: {
    readonly inputs: number;
    readonly outputs: number;
    readonly columns: number;
    /** As `columns`, or 0 where columns follow each other. */
    readonly gathered: number;
    readonly lines: number;
    readonly scale: number;
    readonly bias: number;
    readonly tail: number;
    readonly scratch: number;
  };

  /** @throws RangeError when the parts do not fit or a border is too small */
  constructor(memory: TrainingMemory, options: ConvolutionOptions) {
    const { input, output, weights, bias } = options;
    this.name = options.name;
    this.#options = options;
    this.#geometry = new ConvolutionGeometry(options);
    const { columnOffsets, inputPanels, outputPanels, lines } = this.#geometry;
    checkConvolution(options, columnOffsets.length);
    this.#transposed = input.gradientAt ? transposedCopy(memory, weights, this.#geometry) : null;
    const phases = input.gradientAt ? this.#geometry.phases() : [];
    this.#phases = phases.map((phase) => phaseTables(memory, phase, weights.rows, output.planeBytes));
    const rows = weights.blockRows * 4;
    const scale = memory.floats(rows);
    memory.view(scale).fill(1);
    const columns = memory.integers(columnOffsets);
    const gathered = isContiguous(columnOffsets) ? 0 : columns;
    const panelColumns = this.#phases.map(({ columnsAt, taps }) =>
      columnsAt ? weights.rows * taps.length : 0,
    );
    const copies = panelsAtOnce * Math.max(gathered ? weights.columns : 0, ...panelColumns) * 8;
    const turned = this.#onePixel ? (this.#chunk * (input.groupBytes + output.groupBytes)) / 4 : 0;
    this.#at = {
      inputs: memory.integers(inputPanels),
      outputs: memory.integers(outputPanels),
      columns,
      gathered,
      lines: memory.integers(this.#onePixel ? [0, 0] : lines),
      scale: scale.at,
      bias: bias ? bias.values.at : memory.floats(rows).at,
      tail: memory.integers(Array.from({ length: 4 }, (_, i) => (rows - 4 + i < weights.rows ? -1 : 0))),
      scratch: memory.floats(Math.max(copies, turned)).at,
    };
  }

  /**
   * Copies of the weights that the programs read: once for every level of a step, before the programs of the shards, by
   * the operator of one shard for all of them.
   */
  prepare(program: KernelProgram, pass: TrainingPass): void {
    const pattern = this.#pattern(pass);
    if (pattern) pattern.prepare(program);
    else if (pass.mode === 'train') this.#transposed?.prepare(program);
  }

  forward(program: KernelProgram, pass: TrainingPass): void {
    const { input, output, weights } = this.#options;
    const { inputs, outputs, gathered, scale, bias, scratch } = this.#at;
    const panels = this.#geometry.inputPanels.length;
    const pattern = this.#pattern(pass);
    const wide = vectorsJoined() ? 1 : 0;
    const rest = [0, weights.blockRows, scale, bias, Number.NEGATIVE_INFINITY, output.at, outputs] as const;
    if (pattern) {
      program.call(
        'ladder',
        input.at,
        inputs,
        panels,
        pattern.segment,
        1,
        ...rest,
        output.planeBytes,
        sparsePanelsAtOnce,
        wide,
      );
      return;
    }
    const product = [gathered, weights.columns, weights.values.at] as const;
    const last = [output.planeBytes, scratch, panelsAtOnce, wide] as const;
    program.call('dense', input.at, inputs, panels, ...product, ...rest, ...last);
  }

  backward(program: KernelProgram, pass: TrainingPass, written: Set<TrainingValue>): void {
    const { input } = this.#options;
    const pattern = this.#pattern(pass);
    this.#gradients(program, pass.allWeights ? null : pattern);
    if (!input.gradientAt) return;
    this.#phases.forEach((phase, p) => {
      if (phase.count) this.#inputGradient(program, pattern, phase, p, written.has(input) ? 1 : 0);
    });
    written.add(input);
  }

  get #onePixel(): boolean {
    const { input, output } = this.#options;
    return input.planeBytes === 32 && output.planeBytes === 32;
  }

  get #chunk(): number {
    return Math.min(groupsAtOnce, this.#options.input.groups);
  }

  #pattern(pass: TrainingPass): LevelPattern | null {
    return this.#options.patterns?.[pass.level] ?? null;
  }

  #inputGradient(
    program: KernelProgram,
    pattern: LevelPattern | null,
    phase: PhaseTables,
    p: number,
    accumulate: number,
  ): void {
    const { input, output, weights } = this.#options;
    const { outputsAt, inputsAt, columnsAt, count, filled } = phase;
    const to = [input.gradientAt, inputsAt, input.planeBytes] as const;
    const dy = output.gradientAt;
    if (pattern) {
      const blocks = [pattern.phasePointers(p), pattern.entries, pattern.values, input.channels] as const;
      program.call('sparseInto', dy, outputsAt, filled, ...blocks, output.planeBytes, ...to, accumulate);
      return;
    }
    const columns = weights.rows * phase.taps.length;
    const rows = Math.ceil(input.channels / 4);
    const product = [columnsAt, columns, this.#transposed!.addresses[p]!, rows] as const;
    const last = [this.#at.scratch, panelsAtOnce, accumulate] as const;
    program.call('denseInto', dy, outputsAt, count, ...product, ...to, ...last);
  }

  /** Gradients of weights and bias. */
  #gradients(program: KernelProgram, pattern: LevelPattern | null): void {
    const { input, output, stride } = this.#options;
    const { lines, scratch } = this.#at;
    if (!this.#onePixel) {
      const from = [input.at, output.gradientAt, lines] as const;
      const count = input.groups * output.height;
      const block = Math.max(1, Math.floor(nearBytes / (output.width * 128)));
      const size = [count, block, output.width, stride * 32, output.planeBytes] as const;
      this.#weightGradient(program, pattern, 1, ...from, ...size);
      this.#biasGradient(program, output.gradientAt, count, output.width, output.planeBytes);
      return;
    }
    for (let g = 0; g < input.groups; g += this.#chunk) {
      const n = Math.min(this.#chunk, input.groups - g);
      const [x, dy] = [scratch, scratch + n * input.groupBytes];
      const { groupBytes: xGroup } = input;
      const { groupBytes: dyGroup, gradientAt } = output;
      program.call('gatherGroups', input.at + g * xGroup, xGroup, n, xGroup / 32, x);
      program.call('gatherGroups', gradientAt + g * dyGroup, dyGroup, n, dyGroup / 32, dy);
      this.#weightGradient(program, pattern, n, x, dy, lines, 1, 1, n, 32, n * 32);
      this.#biasGradient(program, dy, 1, n, n * 32);
    }
  }

  #weightGradient(
    program: KernelProgram,
    pattern: LevelPattern | null,
    scale: number,
    ...from: readonly number[]
  ): void {
    const { weights, shard } = this.#options;
    const all = { rowPointers: 0, columnOffsets: this.#at.columns, blocks: 0 };
    const { rowPointers, columnOffsets, blocks } = pattern ?? all;
    const to = [weights.columns, weights.blockRows, this.#at.tail, weights.gradients[shard]!.at] as const;
    program.call('weightGradient', ...from, rowPointers, columnOffsets, scale, blocks, ...to);
  }

  #biasGradient(program: KernelProgram, dy: number, lines: number, width: number, plane: number): void {
    const { bias, shard, weights } = this.#options;
    if (!bias) return;
    program.call(
      'biasGradient',
      dy,
      this.#at.lines,
      lines,
      width,
      plane,
      weights.rows,
      bias.gradients[shard]!.at,
    );
  }
}
