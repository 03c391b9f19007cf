import type { UnfoldedLayout } from './unfolded-layout.ts';

/** Columns of a window's matrix in fours of channels, as an input is packed: the bytes of four channels next to each other. */
export interface ChannelFours {
  /** [fours][4] */
  readonly columns: readonly (readonly number[])[];
  /** [fours] byte offsets in the packed input. */
  readonly offsets: readonly number[];
  /** Bytes of a channel of the input, and fours of channels. */
  readonly channelBytes: number;
  readonly groups: number;
  /** Bytes of the packed input. */
  readonly bytes: number;
}

/** @param columns of `unfoldedColumns`, of bytes @returns null where channels are no whole fours */
export function channelFours(
  { shape, channel }: UnfoldedLayout,
  columns: ArrayLike<number>,
): ChannelFours | null {
  const { channels } = shape;
  if (channels % 4 !== 0) return null;
  const each = columns.length / channels;
  const fours = Array.from({ length: columns.length / 4 }, (_, f) => {
    const [group, inside] = [Math.floor(f / each), f % each];
    return [0, 1, 2, 3].map((i) => (4 * group + i) * each + inside);
  });
  return {
    columns: fours,
    offsets: fours.map(([first], f) => {
      const start = 4 * Math.floor(f / each) * channel;
      return start + 4 * (columns[first!]! - start);
    }),
    ...{ channelBytes: channel, groups: channels / 4 },
    // A panel may reach beyond the last plane.
    bytes: channels * channel + 64,
  };
}
