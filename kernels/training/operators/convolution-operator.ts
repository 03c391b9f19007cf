import { vectorsJoined } from '../../backends/wasm/engine-features.ts';
import { ConvolutionGeometry, type ConvolutionWindow, type GradientPhase } from '../convolution-geometry.ts';
import type { KernelProgram } from '../kernel-program.ts';
import type { LevelPattern } from '../level-pattern.ts';
import type { MatrixParameter } from '../matrix-parameter.ts';
import type { Parameter } from '../parameter.ts';
import type { TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { TransposedWeights } from '../transposed-weights.ts';

export interface ConvolutionOptions extends ConvolutionWindow {
  readonly name: string;
  /** [output channels][input channels * kernel * kernel] */
  readonly weights: MatrixParameter;
  readonly shard: number;
  /** [output channels] */
  readonly bias?: Parameter;
  /** By level; none, or null, is dense. Shared by all shards. */
  readonly patterns?: readonly (LevelPattern | null)[];
}

/** Groups of one-pixel values whose gradients are summed at a time: their copies stay in the second cache. Measured. */
const groupsAtOnce = 16;
/** The gradients of four output channels should stay in the nearest cache. */
const nearBytes = 16 * 1024;
/** Panels copied for one product, weights read once for all of them. */
const panelsAtOnce = 4;
/** Panels that meet one block row before the next is read, in place. */
const sparsePanelsAtOnce = 8;

/** Panels of one phase of the gradient to the input, as the kernels read them. */
interface PhaseTables extends GradientPhase {
  /** Panels, and panels filled up to a multiple of four by naming the last one again. */
  readonly count: number;
  readonly filled: number;
  readonly inputsAt: number;
  readonly outputsAt: number;
  /** Byte offsets of the columns of the transposed weights, or 0 where they follow each other. */
  readonly columnsAt: number;
}

/** Transposed copies by window, of all operators that share a matrix. */
const transposedCopies = new WeakMap<MatrixParameter, Map<string, TransposedWeights>>();

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
    const { input, output, weights, bias, patterns = [] } = options;
    this.name = options.name;
    this.#options = options;
    this.#geometry = new ConvolutionGeometry(options);
    const { columnOffsets, inputPanels, outputPanels, lines } = this.#geometry;
    checkParts(options, columnOffsets.length);
    for (const pattern of patterns) checkPattern(options, pattern);
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

function phaseTables(
  memory: TrainingMemory,
  phase: GradientPhase,
  rows: number,
  planeBytes: number,
): PhaseTables {
  const { inputPanels, outputPanels, taps, tapOffsets } = phase;
  const count = inputPanels.length;
  const filled = Math.ceil(count / 4) * 4;
  const fill = (panels: readonly number[]) =>
    memory.integers(Array.from({ length: filled }, (_, i) => panels[Math.min(i, count - 1)]!));
  const columns = Array.from(
    { length: rows * taps.length },
    (_, column) => Math.floor(column / taps.length) * planeBytes + tapOffsets[column % taps.length]!,
  );
  return {
    ...phase,
    count,
    filled,
    inputsAt: fill(inputPanels),
    outputsAt: fill(outputPanels),
    columnsAt: isContiguous(columns) ? 0 : memory.integers(columns),
  };
}

function transposedCopy(
  memory: TrainingMemory,
  weights: MatrixParameter,
  geometry: ConvolutionGeometry,
): TransposedWeights {
  const { kernel, stride, padding } = geometry.window;
  const copies = transposedCopies.get(weights) ?? new Map<string, TransposedWeights>();
  transposedCopies.set(weights, copies);
  const key = `${kernel} ${stride} ${padding}`;
  const copy = copies.get(key) ?? new TransposedWeights(memory, weights, geometry);
  copies.set(key, copy);
  return copy;
}

/** Whether columns lie 32 bytes apart, as in a panel that has been copied. */
function isContiguous(offsets: readonly number[]): boolean {
  return offsets.every((offset, c) => offset === c * 32);
}

function checkParts(options: ConvolutionOptions, columns: number): void {
  const { name, output, weights, bias, shard } = options;
  if (weights.rows !== output.channels || weights.columns !== columns) {
    throw new RangeError(
      `${name}: the weights are ${weights.rows} x ${weights.columns}; ${output.channels} x ${columns} are needed (output channels x input channels x elements of the window)`,
    );
  }
  if (bias && bias.shape.reduce((a, b) => a * b, 1) !== weights.rows) {
    throw new RangeError(
      `${name}: a bias of shape [${bias.shape}]; ${weights.rows} values are needed, one a row`,
    );
  }
  if (!weights.gradients[shard] || (bias && !bias.gradients[shard])) {
    throw new RangeError(
      `${name}: shard ${shard}; the parameters have gradients for ${weights.gradients.length} shards, from 0`,
    );
  }
  if (!output.gradientAt) {
    throw new RangeError(`${name}: the output has no gradient; allocate it with gradient: true`);
  }
}

function checkPattern(options: ConvolutionOptions, pattern: LevelPattern | null): void {
  if (!pattern) return;
  const { name, weights, input, output, kernel, stride, padding } = options;
  const other = pattern.geometry.window;
  const layout = (value: TrainingValue) => [value.rowBytes, value.planeBytes, value.originBytes];
  const same = (a: readonly number[], b: readonly number[]) => a.every((x, i) => x === b[i]);
  if (
    pattern.weights === weights &&
    same([kernel, stride, padding], [other.kernel, other.stride, other.padding]) &&
    same(layout(input), layout(other.input)) &&
    same(layout(output), layout(other.output)) &&
    (!input.gradientAt || other.input.gradientAt)
  ) {
    return;
  }
  throw new RangeError(
    `${name}: a pattern made for ${pattern.weights.name}, ${other.input.name} -> ${other.output.name}; make one for ${weights.name} and a window as that of this operator`,
  );
}
