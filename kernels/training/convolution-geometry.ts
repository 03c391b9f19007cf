import type { TrainingValue } from './training-value.ts';

/** A square window between two values; a linear layer is kernel 1, stride 1, padding 0 on values of one pixel. */
export interface ConvolutionWindow {
  readonly input: TrainingValue;
  readonly output: TrainingValue;
  readonly kernel: number;
  readonly stride: number;
  /** Zeros on each side of the image, which the borders of both values must hold. */
  readonly padding: number;
}

/**
 * The pixels of the input whose coordinates have one remainder by the stride: they meet the same elements of the window,
 * and neighbours among them meet neighbouring pixels of the output.
 */
export interface GradientPhase {
  /** Elements ky * kernel + kx of the window that these pixels meet. */
  readonly taps: readonly number[];
  /** [taps] bytes from the output's panel to the pixel that the element leads to; may be negative. */
  readonly tapOffsets: readonly number[];
  /** [pixels of all groups] byte offsets of panels in the gradient of the input, and of those of the output at tap 0. */
  readonly inputPanels: readonly number[];
  readonly outputPanels: readonly number[];
}

/** Byte offsets of a convolution between two values; the same for all shards, whose values differ in their address only. */
export class ConvolutionGeometry {
  readonly window: ConvolutionWindow;
  /** Elements of the window. */
  readonly taps: number;
  /** [channels * taps] from a panel of the input to each column of the weights. */
  readonly columnOffsets: readonly number[];
  /** [pixels of all groups] of the window's first element in the input, and of the output's pixel. */
  readonly inputPanels: readonly number[];
  readonly outputPanels: readonly number[];

  /** @throws RangeError when the sizes do not fit or a border is too small */
  constructor(window: ConvolutionWindow) {
    const { input, output, kernel, stride, padding } = window;
    const where = `${input.name} -> ${output.name}`;
    for (const axis of ['height', 'width'] as const) {
      const expected = Math.floor((input[axis] + 2 * padding - kernel) / stride) + 1;
      if (output[axis] === expected) continue;
      throw new RangeError(
        `${where}: kernel ${kernel}, stride ${stride}, padding ${padding} make a ${axis} of ${expected} out of ${input[axis]}; the output has ${output[axis]}. Allocate it with ${expected}`,
      );
    }
    if (input.groups !== output.groups) {
      throw new RangeError(
        `${where}: the input has ${input.groups} groups of samples, the output ${output.groups}; both need the same`,
      );
    }
    if (input.border < padding) {
      throw new RangeError(
        `${where}: padding ${padding} needs an input with a border of ${padding} at least, found ${input.border}; allocate it with that border`,
      );
    }
    this.window = window;
    this.taps = kernel * kernel;
    this.columnOffsets = Array.from({ length: input.channels * this.taps }, (_, column) => {
      const tap = column % this.taps;
      const [ky, kx] = [Math.floor(tap / kernel), tap % kernel];
      return Math.floor(column / this.taps) * input.planeBytes + ky * input.rowBytes + kx * 32;
    });
    const first = input.originBytes - padding * (input.rowBytes + 32);
    const { height, width, groups } = output;
    this.inputPanels = panels(input, groups, height, width, stride, first);
    this.outputPanels = panels(output, groups, height, width, 1, output.originBytes);
  }

  /**
   * Byte offsets [rows of pixels of all groups][2] in input and output.
   */
  get lines(): number[] {
    const { width } = this.window.output;
    const starts = this.inputPanels.map((_, i) => i).filter((i) => i % width === 0);
    return starts.flatMap((i) => [this.inputPanels[i]!, this.outputPanels[i]!]);
  }

  /**
   * One phase for each pair of remainders, rows before columns; without elements where the window leaves pixels out.
   * @throws RangeError when the output's border is smaller than the gradient to the input reads
   */
  phases(): GradientPhase[] {
    const { input, output, kernel, stride, padding } = this.window;
    const along = (length: number, outputLength: number) =>
      Array.from({ length: stride }, (_, remainder) => {
        const count = Math.ceil((length - remainder) / stride);
        const taps = Array.from({ length: kernel }, (_, k) => k)
          .filter((k) => (remainder + padding - k) % stride === 0)
          .map((k) => ({ k, step: (remainder + padding - k) / stride }));
        for (const { step } of count > 0 ? taps : []) {
          const needed = Math.max(-step, count - 1 + step - (outputLength - 1));
          if (needed <= output.border) continue;
          throw new RangeError(
            `${input.name} -> ${output.name}: the gradient to the input reads ${needed} pixels beyond the output, whose border is ${output.border}; allocate it with a border of ${needed} (kernel ${kernel} - 1 - padding ${padding} always suffices at stride 1)`,
          );
        }
        return { remainder, count: Math.max(0, count), taps };
      });
    const rows = along(input.height, output.height);
    const columns = along(input.width, output.width);
    return rows.flatMap((y) =>
      columns.map((x) => {
        const start = input.originBytes + y.remainder * input.rowBytes + x.remainder * 32;
        const pairs = y.taps.flatMap((ty) => x.taps.map((tx) => [ty, tx] as const));
        return {
          taps: pairs.map(([ty, tx]) => ty.k * kernel + tx.k),
          tapOffsets: pairs.map(([ty, tx]) => ty.step * output.rowBytes + tx.step * 32),
          inputPanels: panels(input, input.groups, y.count, x.count, stride, start),
          outputPanels: panels(output, input.groups, y.count, x.count, 1, output.originBytes),
        };
      }),
    );
  }
}

function panels(
  value: TrainingValue,
  groups: number,
  height: number,
  width: number,
  step: number,
  origin: number,
): number[] {
  const offsets: number[] = [];
  for (let g = 0; g < groups; g++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        offsets.push(g * value.groupBytes + origin + y * step * value.rowBytes + x * step * 32);
      }
    }
  }
  return offsets;
}
