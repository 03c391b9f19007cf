import type { TrainingMemory } from './training-memory.ts';

/**
 * An activation of one shard and its gradient, both [groups][channels][padded height][padded width][8] float32: a group
 * is eight samples, one pixel of theirs is a panel of 32 bytes. Tokens and feature vectors are values of one pixel, eight
 * tokens a group. Borders are zero and stay so: kernels write inner pixels only.
 */
export interface TrainingValue {
  readonly name: string;
  /** Channels that mean something; storage is rounded up to a multiple of 4, since kernels write blocks of four rows. */
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Zero pixels on each of the four sides. */
  readonly border: number;
  readonly groups: number;
  readonly rowBytes: number;
  readonly planeBytes: number;
  readonly groupBytes: number;
  /** From the start of a channel's plane to its pixel (0, 0). */
  readonly originBytes: number;
  readonly at: number;
  /** Address of the gradient, or 0 where none is needed (inputs). */
  readonly gradientAt: number;
}

/** Shape of a value to allocate. */
export interface ValueShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly border?: number;
  readonly groups: number;
  readonly gradient?: boolean;
}

export function trainingValue(memory: TrainingMemory, name: string, shape: ValueShape): TrainingValue {
  const { channels, height, width, border = 0, groups, gradient = true } = shape;
  const rowBytes = (width + 2 * border) * 32;
  const planeBytes = (height + 2 * border) * rowBytes;
  const groupBytes = Math.ceil(channels / 4) * 4 * planeBytes;
  const floats = (groups * groupBytes) / 4;
  return {
    name,
    channels,
    height,
    width,
    border,
    groups,
    rowBytes,
    planeBytes,
    groupBytes,
    originBytes: border * (rowBytes + 32),
    at: memory.floats(floats).at,
    gradientAt: gradient ? memory.floats(floats).at : 0,
  };
}
