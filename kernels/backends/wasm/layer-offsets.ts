import { type Conv2dShape, conv2dOutput } from '../../ops/conv2d/conv2d-shape.ts';
import { type ActivationLayout, overhang } from './activation-layout.ts';
import { pixelOffsets } from './pixel-offsets.ts';

/**
 * How a layer walks its activations. `panels`: each panel is read in place, by offsets. `gather`: eight pixels of one
 * sample are collected first, because its window jumps or its output has another pitch. `vector`: one pixel, one sample.
 */
export interface LayerOffsets {
  readonly walk: 'panels' | 'gather' | 'vector';
  /** Byte offset of each column (channel, ky, kx) from the window's first element. */
  readonly columns: Uint32Array;
  /** Byte offset of each panel (`gather`: of each pixel, in whole panels) from the activation's start. */
  readonly input: Uint32Array;
  readonly output: Uint32Array;
  /** Panels, or pixels to gather. */
  readonly count: number;
}

/**
 * @param vectors take one pixel of one sample as a vector: another order of additions than panels
 * @throws RangeError when the input's border is smaller than the window's padding
 */
export function layerOffsets(
  shape: Conv2dShape,
  input: ActivationLayout,
  output: ActivationLayout,
  vectors: boolean,
): LayerOffsets {
  const columns = columnOffsets(shape, input);
  const { height, width } = conv2dOutput(shape);
  const start = input.origin - shape.padTop * input.pitch - shape.padLeft * input.element;
  if (shape.padTop > input.padTop || shape.padLeft > input.padLeft) {
    throw new RangeError(
      `the input has a border of ${input.padTop} rows and ${input.padLeft} columns before the image; this window needs ${shape.padTop} and ${shape.padLeft}`,
    );
  }
  const contiguous = columns.every((offset, c) => offset === c * 4);
  if (input.lanes === 1 && input.groups === 1 && height * width === 1 && vectors && contiguous) {
    return {
      walk: 'vector',
      columns,
      input: Uint32Array.of(start),
      output: Uint32Array.of(output.origin),
      count: 1,
    };
  }
  const steps = { y: shape.strideH, x: shape.strideW };
  if (input.lanes === 8) {
    const from = pixelOffsets(input, height, width, steps.y, steps.x, start);
    const to = pixelOffsets(output, height, width, 1, 1, output.origin);
    return { walk: 'panels', columns, input: from, output: to, count: from.length };
  }
  const steady = steps.y === 1 && steps.x === 1 && input.pitch === output.pitch && height * width > 1;
  const flat = steady && output.plane >= output.rows * output.pitch + overhang;
  if (flat) {
    const perGroup = Math.ceil(((height - 1) * (input.pitch / 4) + width) / 8);
    const along = (layout: ActivationLayout, origin: number) =>
      Uint32Array.from(
        { length: input.groups * perGroup },
        (_, i) => Math.floor(i / perGroup) * layout.group + origin + (i % perGroup) * 32,
      );
    const from = along(input, start);
    return { walk: 'panels', columns, input: from, output: along(output, output.origin), count: from.length };
  }
  const from = pixelOffsets(input, height, width, steps.y, steps.x, start);
  const to = pixelOffsets(output, height, width, 1, 1, output.origin);
  const whole = (offsets: Uint32Array) => {
    const padded = new Uint32Array(Math.ceil(offsets.length / 8) * 8);
    padded.set(offsets);
    return padded;
  };
  return { walk: 'gather', columns, input: whole(from), output: whole(to), count: from.length };
}

function columnOffsets(s: Conv2dShape, layout: ActivationLayout): Uint32Array {
  const offsets = new Uint32Array(s.channels * s.kernelH * s.kernelW);
  let to = 0;
  for (let c = 0; c < s.channels; c++) {
    for (let ky = 0; ky < s.kernelH; ky++) {
      for (let kx = 0; kx < s.kernelW; kx++) {
        offsets[to++] =
          c * layout.plane + ky * s.dilationH * layout.pitch + kx * s.dilationW * layout.element;
      }
    }
  }
  return offsets;
}
