/** Geometry of a 2-D convolution or pooling window over one image [channels][height][width]; sizes in elements. */
export interface Conv2dShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly kernelH: number;
  readonly kernelW: number;
  readonly strideH: number;
  readonly strideW: number;
  readonly dilationH: number;
  readonly dilationW: number;
  readonly padTop: number;
  readonly padLeft: number;
  readonly padBottom: number;
  readonly padRight: number;
  /** Channels in and out are split into that many groups that do not meet; it divides both. Default 1. */
  readonly groups?: number;
}

/** Output height and width, 0 where the window does not fit. */
export function conv2dOutput(s: Conv2dShape): { readonly height: number; readonly width: number } {
  const along = (size: number, pads: number, kernel: number, dilation: number, stride: number) =>
    Math.max(0, Math.floor((size + pads - dilation * (kernel - 1) - 1) / stride) + 1);
  return {
    height: along(s.height, s.padTop + s.padBottom, s.kernelH, s.dilationH, s.strideH),
    width: along(s.width, s.padLeft + s.padRight, s.kernelW, s.dilationW, s.strideW),
  };
}

/** A matrix product as a window: one pixel of that many channels. */
export function vectorShape(channels: number): Conv2dShape {
  const steps = { strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 };
  const pads = { padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 };
  return { channels, height: 1, width: 1, kernelH: 1, kernelW: 1, ...steps, ...pads };
}
