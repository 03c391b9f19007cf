import { type Conv2dShape, conv2dOutput } from '../../../ops/conv2d/conv2d-shape.ts';

/**
 * Where a convolution's input lies for the program kernels, [channels][kernelW][row phases][rows][outWidth]: for each
 * column kx of the window an image of its own, shifted, with zeros where the window is outside, and of every second pixel
 * where the stride is 2; rows are apart by their place in the stride. The pixels of a column of the matrix follow each
 * other as those of the output do. Sizes in bytes.
 */
export interface UnfoldedLayout {
  readonly shape: Conv2dShape;
  /** 4: float32, 1: seven bits of activation. */
  readonly valueBytes: 1 | 4;
  readonly outHeight: number;
  readonly outWidth: number;
  /** Row phases: 2 where the stride is 2 and the window has more rows than one. */
  readonly phases: number;
  readonly plane: number;
  readonly channel: number;
  readonly bytes: number;
}

/** Bytes that a panel may reach beyond the last plane. */
const slack = 64;

/** Whether a window can be read from an unfolded layout: stride 1 or 2, no dilation, one group. */
export function canUnfold(s: Conv2dShape): boolean {
  return (
    s.strideH === s.strideW &&
    (s.strideH === 1 || s.strideH === 2) &&
    s.dilationH === 1 &&
    s.dilationW === 1 &&
    (s.groups ?? 1) === 1
  );
}

/** @param shape one that `canUnfold` accepts @throws RangeError for others */
export function unfoldedLayout(shape: Conv2dShape, valueBytes: 1 | 4): UnfoldedLayout {
  if (!canUnfold(shape)) {
    throw new RangeError(
      `a window of stride ${shape.strideH} x ${shape.strideW}, dilation ${shape.dilationH} x ${shape.dilationW}; the stride may be 1 or 2 on both sides, without dilation or groups`,
    );
  }
  const { height, width } = conv2dOutput(shape);
  const phases = Math.min(shape.strideH, shape.kernelH);
  const pixels = rowsOf(shape, height, 0) * width;
  // A panel that reaches beyond the last row meets what is behind it, in lanes that nobody reads.
  const plane = Math.ceil((pixels * valueBytes) / 16) * 16;
  const channel = shape.kernelW * phases * plane;
  const bytes = shape.channels * channel + slack;
  return { shape, valueBytes, outHeight: height, outWidth: width, phases, plane, channel, bytes };
}

/**
 * Byte offset of each column (channel, ky, kx) of a window's matrix in a layout.
 * @returns null where the layout, made for another window, does not hold it
 */
export function unfoldedColumns(layout: UnfoldedLayout, window: Conv2dShape): Uint32Array | null {
  const { shape, outHeight, outWidth, valueBytes, phases, plane, channel } = layout;
  const { height, width } = conv2dOutput(window);
  const [down, right] = [shape.padTop - window.padTop, shape.padLeft - window.padLeft];
  const alike = (['channels', 'height', 'width', 'strideH', 'strideW'] as const).every(
    (size) => shape[size] === window[size],
  );
  const inside =
    down >= 0 &&
    right >= 0 &&
    down + window.kernelH <= shape.kernelH &&
    right + window.kernelW <= shape.kernelW;
  if (!canUnfold(window) || !alike || !inside || height !== outHeight || width !== outWidth) return null;
  const stride = shape.strideH;
  const offsets = new Uint32Array(window.channels * window.kernelH * window.kernelW);
  let to = 0;
  for (let c = 0; c < window.channels; c++) {
    for (let ky = down; ky < down + window.kernelH; ky++) {
      for (let kx = right; kx < right + window.kernelW; kx++) {
        const rows = Math.floor(ky / stride) * outWidth * valueBytes;
        offsets[to++] = c * channel + (kx * phases + (ky % stride)) * plane + rows;
      }
    }
  }
  return offsets;
}

/**
 * The pixel that stands at each place of a channel, [channel / valueBytes]; -1: zero.
 */
export function unfoldedPixels({
  shape,
  valueBytes,
  outHeight,
  outWidth,
  phases,
  plane,
  channel,
}: UnfoldedLayout) {
  const { height, width, kernelW, padTop, padLeft, strideH: stride } = shape;
  const pixels = new Int32Array(channel / valueBytes).fill(-1);
  for (let kx = 0; kx < kernelW; kx++) {
    for (let phase = 0; phase < phases; phase++) {
      let place = ((kx * phases + phase) * plane) / valueBytes;
      for (let row = 0; row < rowsOf(shape, outHeight, phase); row++) {
        for (let ox = 0; ox < outWidth; ox++, place++) {
          const [y, x] = [row * stride + phase - padTop, ox * stride + kx - padLeft];
          if (y >= 0 && y < height && x >= 0 && x < width) pixels[place] = y * width + x;
        }
      }
    }
  }
  return pixels;
}

function rowsOf(shape: Conv2dShape, outHeight: number, phase: number): number {
  return outHeight + Math.floor((shape.kernelH - 1 - phase) / shape.strideH);
}
