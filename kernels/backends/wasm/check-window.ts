import { type Conv2dShape, conv2dOutput } from '../../ops/conv2d/conv2d-shape.ts';
import type { ActivationLayout } from './activation-layout.ts';

/**
 * Checks that an activation has the border that a window reads, and another the pixels that it makes.
 * @param channels of the output @throws RangeError
 */
export function checkWindow(
  shape: Conv2dShape,
  input: ActivationLayout,
  output: ActivationLayout,
  channels: number,
): void {
  const out = conv2dOutput(shape);
  if (input.channels < shape.channels || input.height !== shape.height || input.width !== shape.width) {
    throw new RangeError(
      `the input holds ${input.channels} x ${input.height} x ${input.width}; the window reads ${shape.channels} x ${shape.height} x ${shape.width}`,
    );
  }
  if (output.channels < channels || output.height !== out.height || output.width !== out.width) {
    throw new RangeError(
      `the output holds ${output.channels} x ${output.height} x ${output.width}; the layer makes ${channels} x ${out.height} x ${out.width}`,
    );
  }
  if (input.lanes !== output.lanes || input.groups !== output.groups) {
    throw new RangeError(
      `the input has ${input.groups} groups of ${input.lanes} lanes, the output ${output.groups} of ${output.lanes}; they must be alike`,
    );
  }
}

/** Checks that the input's border holds the window's padding, on all four sides. @throws RangeError */
export function checkBorder(shape: Conv2dShape, input: ActivationLayout): void {
  const out = conv2dOutput(shape);
  const behind = (
    steps: number,
    stride: number,
    kernel: number,
    dilation: number,
    pad: number,
    size: number,
  ) => Math.max(0, (steps - 1) * stride + (kernel - 1) * dilation - pad + 1 - size);
  const need = {
    top: shape.padTop,
    left: shape.padLeft,
    bottom: behind(out.height, shape.strideH, shape.kernelH, shape.dilationH, shape.padTop, shape.height),
    right: behind(out.width, shape.strideW, shape.kernelW, shape.dilationW, shape.padLeft, shape.width),
  };
  const has = {
    top: input.padTop,
    left: input.padLeft,
    bottom: input.rows - input.padTop - input.height,
    right: input.pitch / input.element - input.padLeft - input.width,
  };
  for (const side of ['top', 'left', 'bottom', 'right'] as const) {
    if (has[side] < need[side]) {
      throw new RangeError(
        `the input has a border of ${has[side]} pixels (${side}); this window needs ${need[side]}: lay it out with that border`,
      );
    }
  }
}
