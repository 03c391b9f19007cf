import { ConvolutionGeometry, type ConvolutionWindow, type GradientPhase } from './convolution-geometry.ts';
import type { KernelProgram } from './kernel-program.ts';
import type { MatrixParameter } from './matrix-parameter.ts';
import type { TrainingMemory } from './training-memory.ts';

/**
 * The active 4x1 blocks of a matrix at one level: tables in the shared memory that the sparse kernels read, rewritten in
 * place, so that compiled programs stay valid. They hold byte offsets of the window's values, thus serve all shards.
 */
export class LevelPattern {
  readonly weights: MatrixParameter;
  readonly geometry: ConvolutionGeometry;
  /** Blocks of the matrix, and the most that a pattern can hold. */
  readonly capacity: number;
  /** Address of one segment as `ladder` reads it: row pointers, byte offsets of columns, values. */
  readonly segment: number;
  /** [blockRows + 1] */
  readonly rowPointers: number;
  /** [blocks] byte offset of the block's column in the input. */
  readonly columnOffsets: number;
  /** [blocks] block numbers, ascending. */
  readonly blocks: number;
  /** [blocks][4] copied from the weights by `prepare`. */
  readonly values: number;
  /** Blocks by phase and input channel, [blocks][2]: byte offset in the output's gradient, byte offset in `values`. */
  readonly entries: number;
  readonly #memory: TrainingMemory;
  readonly #phasePointers: number;
  readonly #phases: readonly GradientPhase[];
  #active = 0;

  /** Begins with all blocks active. @throws RangeError when window and weights do not fit */
  constructor(memory: TrainingMemory, window: ConvolutionWindow & { readonly weights: MatrixParameter }) {
    const { weights, input, output } = window;
    this.geometry = new ConvolutionGeometry(window);
    this.weights = weights;
    this.capacity = weights.blockRows * weights.columns;
    if (weights.rows !== output.channels || weights.columns !== this.geometry.columnOffsets.length) {
      throw new RangeError(
        `${weights.name}: a matrix of ${weights.rows} x ${weights.columns}; the window needs ${output.channels} x ${this.geometry.columnOffsets.length} (output channels x input channels x elements)`,
      );
    }
    this.#memory = memory;
    this.#phases = input.gradientAt ? this.geometry.phases() : [];
    const zeros = (length: number) => memory.floats(length).at;
    this.rowPointers = zeros(weights.blockRows + 1);
    this.columnOffsets = zeros(this.capacity);
    this.blocks = zeros(this.capacity);
    this.values = zeros(this.capacity * 4);
    this.segment = memory.integers([this.rowPointers, this.columnOffsets, this.values]);
    this.#phasePointers = zeros(this.#phases.length * input.channels + 1);
    this.entries = this.#phases.length ? zeros(this.capacity * 2) : 0;
    this.set(Uint32Array.from({ length: this.capacity }, (_, block) => block));
  }

  /** Blocks that are active now. */
  get active(): number {
    return this.#active;
  }

  /** Address of the [input channels + 1] pointers into `entries` of one phase of the geometry. */
  phasePointers(phase: number): number {
    return this.#phasePointers + phase * this.geometry.window.input.channels * 4;
  }

  /**
   * Writes the tables; no program may run meanwhile, and `prepare` has to run before the next.
   * @param active block numbers (block row * columns + column), ascending @throws RangeError when they are not
   */
  set(active: Uint32Array): void {
    const { weights, capacity } = this;
    for (let i = 0; i < active.length; i++) {
      if (active[i]! < capacity && (i === 0 || active[i - 1]! < active[i]!)) continue;
      throw new RangeError(
        `${weights.name}: block ${active[i]} at place ${i}; block numbers must ascend and stay below ${capacity}`,
      );
    }
    const { arena } = this.#memory;
    const pointers = arena.integers(this.rowPointers, weights.blockRows + 1).fill(0);
    const offsets = arena.integers(this.columnOffsets, capacity);
    for (let i = 0; i < active.length; i++) {
      const row = Math.floor(active[i]! / weights.columns);
      offsets[i] = this.geometry.columnOffsets[active[i]! - row * weights.columns]!;
      pointers[row + 1]!++;
    }
    for (let r = 0; r < weights.blockRows; r++) pointers[r + 1]! += pointers[r]!;
    arena.integers(this.blocks, capacity).set(active);
    if (this.#phases.length) this.#setEntries(active);
    this.#active = active.length;
  }

  /** Copies the values of the active blocks; once a step, before the programs of the shards. */
  prepare(program: KernelProgram): void {
    const { weights, rowPointers, blocks, values } = this;
    program.call('gatherBlocks', weights.values.at, rowPointers, weights.blockRows, blocks, values);
  }

  /** A counting sort by phase and channel, which keeps the order of the blocks. */
  #setEntries(active: Uint32Array): void {
    const { arena } = this.#memory;
    const { taps, window } = this.geometry;
    const { columns } = this.weights;
    const { channels } = window.input;
    const places = new Uint32Array(columns);
    const shifts = new Int32Array(columns);
    this.#phases.forEach((phase, p) => {
      phase.taps.forEach((tap, t) => {
        for (let c = 0; c < channels; c++) {
          places[c * taps + tap] = p * channels + c;
          shifts[c * taps + tap] = phase.tapOffsets[t]!;
        }
      });
    });
    const pointers = arena.integers(this.#phasePointers, this.#phases.length * channels + 1).fill(0);
    for (const block of active) pointers[places[block % columns]! + 1]!++;
    for (let i = 1; i < pointers.length; i++) pointers[i]! += pointers[i - 1]!;
    const next = pointers.slice();
    const entries = arena.integers(this.entries, this.capacity * 2);
    for (let i = 0; i < active.length; i++) {
      const row = Math.floor(active[i]! / columns);
      const column = active[i]! - row * columns;
      const to = next[places[column]!]!++;
      entries[to * 2] = row * 4 * window.output.planeBytes + shifts[column]!;
      entries[to * 2 + 1] = i * 16;
    }
  }
}
