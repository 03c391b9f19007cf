import {
  type ChannelFours,
  channelFours,
  type UnfoldedLayout,
  unfoldedColumns,
} from '../../../../../kernels/index.ts';
import type { ProgramStep } from './program-steps.ts';

/**
 * Pixels up to which picking a row of blocks out of level 0 costs too much: of two panels a quarter of the products with it, which
 * is 10% of the whole network at a level of 75%; of four and more 1%.
 */
const fewPixels = 24;

/** Room that a step on bytes has in the activations while it runs; parts are byte offsets in it. */
export interface ByteRoom {
  readonly bytes: number;
  /** Whether levels between the densest and the sparsest read level 0's weights. */
  readonly shares: boolean;
  /** How a dense matrix's input lies in packed form; null: it is read in place. */
  readonly fours: ChannelFours | null;
  /** It, or where it takes the place of the input, room for four channels. */
  readonly packed: number;
  readonly replaces: boolean;
  /** Weights of a row, and its columns. */
  readonly row: number;
  readonly rowColumns: number;
  /** A vector as 16-bit numbers. */
  readonly vector: number;
}

/** What decides about the room of steps. */
export interface RoomOptions {
  readonly densest: number;
  /** The kernels read packed inputs. */
  readonly packs: boolean;
  /** Products with vectors are of bytes, too. */
  readonly vectors: boolean;
}

/**
 * @param layout of a convolution's input @param last whether no later step reads it, so that its packed form may take its place
 * @returns null: the step's weights are float32
 */
export function byteRoom(
  step: ProgramStep,
  layout: UnfoldedLayout | null,
  last: boolean,
  { densest, packs, vectors }: RoomOptions,
): ByteRoom | null {
  let bytes = 0;
  const take = (size: number) => {
    bytes += Math.ceil(size / 16) * 16;
    return bytes - Math.ceil(size / 16) * 16;
  };
  if (step.kind === 'vector') {
    // Answers stay float32.
    if (!vectors || !step.matrix.ladder) return null;
    const vector = take(8 * Math.ceil(step.matrix.weights.cols / 4));
    return { ...none, bytes, vector };
  }
  if (step.kind !== 'convolve' || layout?.valueBytes !== 1) return null;
  const { shape, weights, outHeight, outWidth } = step.matrix;
  const shares = densest === 0 && outHeight * outWidth > fewPixels;
  const fours = packs && densest === 0 ? channelFours(layout, unfoldedColumns(layout, shape)!) : null;
  const packed = fours ? take(last ? 4 * fours.channelBytes : fours.bytes) : 0;
  // A list that goes on in the dense form begins a four more.
  const most = Math.ceil(weights.cols / 4) + 1;
  const row = take(densest === 0 ? 16 * most : 0);
  const rowColumns = take(shares ? 8 * most : 0);
  return { bytes, shares, fours, packed, replaces: last, row, rowColumns, vector: 0 };
}

const none = { shares: false, fours: null, packed: 0, replaces: false, row: 0, rowColumns: 0 } as const;
