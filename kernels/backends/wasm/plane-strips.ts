import type { ActivationLayout, Volume } from './activation-layout.ts';
import type { Argument } from './row-call.ts';

/** How kernels that walk whole planes see activations of one volume: strips of neighbouring float32. */
export interface PlaneStrips {
  /** Planes in all, each of `height` strips of `floats`. */
  readonly planes: number;
  /** Planes of a group. */
  readonly channels: number;
  readonly height: number;
  readonly floats: number;
}

/**
 * The longest strips that lie without a gap in all of the activations.
 * @param threads a whole group is one strip only where every thread still gets one
 * @throws RangeError when the activations differ in groups or lanes, or hold less than the volume
 */
export function planeStrips(
  { channels, height, width }: Volume,
  layouts: readonly ActivationLayout[],
  threads: number,
): PlaneStrips {
  const { groups, lanes } = layouts[0]!;
  for (const layout of layouts) {
    if (layout.groups !== groups || layout.lanes !== lanes) {
      throw new RangeError(
        `activations of ${groups} groups of ${lanes} lanes and of ${layout.groups} of ${layout.lanes}; they must be alike`,
      );
    }
    if (layout.channels < channels || layout.height !== height || layout.width !== width) {
      throw new RangeError(
        `an activation of ${layout.channels} x ${layout.height} x ${layout.width}; ${channels} x ${height} x ${width} is needed`,
      );
    }
  }
  const row = width * lanes;
  const joinedRows = layouts.every((layout) => layout.pitch === row * 4);
  if (!joinedRows) return { planes: groups * channels, channels, height, floats: row };
  const plane = height * row;
  const joinedPlanes = layouts.every((layout) => layout.plane === plane * 4);
  if (joinedPlanes && groups >= threads) {
    return { planes: groups, channels: 1, height: 1, floats: channels * plane };
  }
  return { planes: groups * channels, channels, height: 1, floats: plane };
}

/** The arguments by which plane kernels find an activation. @param at its address, or the place of it */
export function stripArguments(at: Argument, { group, plane, pitch }: ActivationLayout): Argument[] {
  return [at, group, plane, pitch];
}
