import type { Conv2dShape } from '../../../kernels/index.ts';
import type { Plan, Step } from './plan.ts';

/** Where the elements of an activation [channels][padded height][padded width][lanes] lie; sizes in bytes. */
export interface ActivationLayout {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly padTop: number;
  readonly padLeft: number;
  /** Padded rows of a plane. */
  readonly rows: number;
  readonly element: number;
  readonly pitch: number;
  readonly plane: number;
  /** Channels are allocated in whole blocks of four rows, as the kernels write them. */
  readonly bytes: number;
  /** From the plane's start to pixel (0, 0). */
  readonly origin: number;
}

/**
 * Layouts of the network's input and of each step's output, each padded as the step that reads it asks.
 * @param lanes samples side by side: 1 or 8
 */
export function activationLayouts(plan: Plan, lanes: number): ActivationLayout[] {
  const outputs = plan.steps.map((step) => ({
    channels: step.kind === 'matrix' ? step.weights.rows : step.shape.channels,
    height: step.outHeight,
    width: step.outWidth,
  }));
  return [plan.input, ...outputs].map((volume, i) => layoutFor(volume, plan.steps[i], lanes));
}

function layoutFor(
  { channels, height, width }: { channels: number; height: number; width: number },
  reader: Step | undefined,
  lanes: number,
): ActivationLayout {
  const pads = reader?.kind === 'matrix' ? reader.shape : null;
  const padTop = pads?.padTop ?? 0;
  const padLeft = pads?.padLeft ?? 0;
  const element = lanes * 4;
  const rows = padTop + height + (pads?.padBottom ?? 0);
  const pitch = (padLeft + width + (pads?.padRight ?? 0)) * element;
  const plane = rows * pitch;
  return {
    channels,
    height,
    width,
    padTop,
    padLeft,
    rows,
    element,
    pitch,
    plane,
    bytes: Math.ceil(channels / 4) * 4 * plane,
    origin: padTop * pitch + padLeft * element,
  };
}

/** Byte offset of each column (channel, ky, kx) of a window from the window's first element. */
export function columnOffsets(layout: ActivationLayout, s: Conv2dShape): Uint32Array {
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

/** Byte offset of each pixel of an image that is walked in steps of (stepY, stepX), in whole panels of eight. */
export function pixelOffsets(
  layout: ActivationLayout,
  height: number,
  width: number,
  stepY: number,
  stepX: number,
  origin: number,
): Uint32Array {
  const offsets = new Uint32Array(Math.ceil((height * width) / 8) * 8).fill(origin);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      offsets[y * width + x] = origin + y * stepY * layout.pitch + x * stepX * layout.element;
    }
  }
  return offsets;
}
