import type { ConvolutionGeometry } from './convolution-geometry.ts';
import type { KernelProgram } from './kernel-program.ts';
import type { MatrixParameter } from './matrix-parameter.ts';
import type { TrainingMemory } from './training-memory.ts';

/**
 * The weights with rows and input channels exchanged, as the dense gradient to the input reads them: one matrix for each
 * phase of the geometry, copied once a step and read by all shards.
 */
export class TransposedWeights {
  /** [phases] address of [ceil(channels / 4)][rows * taps of the phase][4], column = row * taps + tap. */
  readonly addresses: readonly number[];
  readonly #weights: MatrixParameter;
  readonly #geometry: ConvolutionGeometry;
  readonly #taps: readonly { readonly at: number; readonly count: number }[];

  constructor(memory: TrainingMemory, weights: MatrixParameter, geometry: ConvolutionGeometry) {
    this.#weights = weights;
    this.#geometry = geometry;
    const phases = geometry.phases();
    const rows = Math.ceil(geometry.window.input.channels / 4) * 4;
    this.#taps = phases.map(({ taps }) => ({ at: memory.integers(taps), count: taps.length }));
    this.addresses = phases.map(({ taps }) => memory.floats(rows * weights.rows * taps.length).at);
  }

  prepare(program: KernelProgram): void {
    const { rows, values } = this.#weights;
    const { taps, window } = this.#geometry;
    this.#taps.forEach(({ at, count }, p) => {
      if (!count) return;
      const to = this.addresses[p]!;
      program.call('transposeTaps', values.at, rows, window.input.channels, taps, at, count, to);
    });
  }
}
