import type { Conv2dShape } from '../../ops/conv2d/conv2d-shape.ts';
import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { KernelScratch } from './kernel-scratch.ts';
import {
  type LayerEpilogue,
  type LayerWeights,
  MatrixLayer,
  type MatrixLayerOptions,
} from './matrix-layer.ts';
import type { WasmArena } from './wasm-arena.ts';

/**
 * Grouped convolution: one matrix layer a group, on its share of the channels. Whole blocks of four rows are written, so
 * a group whose rows are not a multiple of four reaches into the next one's share; groups run in rising order, and the
 * next one writes over it. With one channel a group, `DepthwiseLayer` is much faster.
 */
export class GroupedLayer {
  readonly rows: number;
  readonly layers: readonly MatrixLayer[];
  readonly #inBytes: number;
  readonly #outBytes: number;

  /**
   * @param weights of each group, [rows / groups][channels / groups * kernelH * kernelW], all in the same forms
   * @param shape with `groups` @param epilogue over all rows, as of one layer
   * @throws RangeError or FormatError when the parts do not fit
   */
  constructor(
    arena: WasmArena,
    runner: KernelRunner,
    scratch: KernelScratch,
    weights: readonly LayerWeights[],
    shape: Conv2dShape,
    epilogue: LayerEpilogue,
    input: ActivationLayout,
    output: ActivationLayout,
    options: MatrixLayerOptions = {},
  ) {
    const groups = shape.groups ?? 1;
    const channels = shape.channels / groups;
    if (weights.length !== groups || !Number.isInteger(channels)) {
      throw new RangeError(
        `weights of ${weights.length} groups for ${shape.channels} channels in ${groups} groups; one for each is needed, and they must divide the channels`,
      );
    }
    const sizes = weights.map((w) => (w.dense ?? w.ladder ?? w.csr ?? w.tall)?.rows ?? 0);
    const rows = sizes[0]!;
    if (sizes.some((n) => n !== rows)) {
      throw new RangeError(
        `the groups have ${[...new Set(sizes)].join(' and ')} rows; all must have as many`,
      );
    }
    const all = rows * groups;
    if (output.channels < all) {
      throw new RangeError(`the output has ${output.channels} channels; the groups make ${all}`);
    }
    const share = (values: Float32Array | undefined, g: number, name: string) => {
      if (!values) return {};
      if (values.length % all !== 0) {
        throw new RangeError(`${name}: ${all} values a level are needed, found ${values.length} in all`);
      }
      const levels = values.length / all;
      const part = Float32Array.from(
        { length: levels * rows },
        (_, i) => values[Math.floor(i / rows) * all + g * rows + (i % rows)]!,
      );
      return { [name]: part };
    };
    const { relu = false } = epilogue;
    this.rows = all;
    this.#inBytes = channels * input.plane;
    this.#outBytes = rows * output.plane;
    this.layers = weights.map((w, g) => {
      const rest = { ...epilogue, relu };
      const part = { ...rest, ...share(epilogue.scale, g, 'scale'), ...share(epilogue.bias, g, 'bias') };
      const one = { ...shape, channels, groups: 1 };
      return new MatrixLayer(arena, runner, scratch, w, one, part, input, output, options);
    });
  }

  /** As of a matrix layer. */
  dense(x: number, y: number): void {
    this.#each(x, y, (layer, a, b) => layer.dense(a, b));
  }

  /** As of a matrix layer. @throws RangeError when the level is not loaded */
  ladder(x: number, y: number, level: number): void {
    this.#each(x, y, (layer, a, b) => layer.ladder(a, b, level));
  }

  /** As of a matrix layer. @throws RangeError when none are loaded */
  csr(x: number, y: number): void {
    this.#each(x, y, (layer, a, b) => layer.csr(a, b));
  }

  #each(x: number, y: number, run: (layer: MatrixLayer, x: number, y: number) => void): void {
    this.layers.forEach((layer, g) => {
      run(layer, x + g * this.#inBytes, y + g * this.#outBytes);
    });
  }
}
