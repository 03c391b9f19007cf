import {
  type Conv2dShape,
  canUnfold,
  plainPlane,
  type UnfoldedLayout,
  unfoldedColumns,
  unfoldedLayout,
} from '../../../../../kernels/index.ts';
import { planArena } from '../../../../network/plan-arena.ts';
import type { GraphPlan } from '../graph-plan.ts';
import { inPlace } from './in-place.ts';
import type { ProgramStep } from './program-steps.ts';
import type { TiledSteps } from './tile-steps.ts';

/** A layout that readers of a buffer share. */
export interface SharedLayout {
  readonly layout: UnfoldedLayout;
  /** Byte offset in the activations. */
  offset: number;
  /** The first and the last step that read it. */
  readonly firstStep: number;
  lastStep: number;
}

/**
 * Where a buffer's values lie: plain for additions, pools, vectors and outputs, unfolded for convolutions. Tokens lie in panels of
 * eight, [features][8], which are their plain values.
 */
export interface BufferPlaces {
  readonly channels: number;
  readonly pixels: number;
  readonly sequence: number | null;
  /** Bytes of a channel's pixels; of tokens of a panel. */
  readonly part: number;
  /** Byte offset in the activations; null: nobody reads plain values. */
  plain: number | null;
  readonly layouts: SharedLayout[];
  /**
   * The first step that reads a layout, where an output lies before it: a request may end there, so that plain values, which are
   * kept, are brought into layouts no sooner. null: they are at once.
   */
  later: number | null;
}

/** Bytes that kernels may read or write behind plain values. */
const slack = 64;

export interface ProgramSizes {
  /** Bytes of a value in the input of a convolving step. */
  valueBytes(step: ProgramStep): 1 | 4;
  /** Bytes that a step needs while it runs. @param layout of a convolution's input @param last whether no later step reads it */
  roomBytes(step: ProgramStep, layout: UnfoldedLayout | null, last: boolean): number;
  /** Plain values of every step, to the end. */
  readonly keepsAll: boolean;
}

/** Places everything that the steps read in one piece of memory, each for as long as it is needed. */
export function programBuffers(
  plan: GraphPlan,
  { steps, tiles }: Pick<TiledSteps, 'steps' | 'tiles'>,
  { valueBytes, roomBytes, keepsAll }: ProgramSizes,
): {
  readonly buffers: readonly BufferPlaces[];
  /** [steps] byte offsets of their rooms. */
  readonly rooms: readonly number[];
  readonly bytes: number;
} {
  const inputs = new Set(plan.volumes.map(({ buffer }) => buffer));
  const plainly = new Set<number>([...inputs, ...plan.outputs.map(({ buffer }) => buffer)]);
  const buffers: BufferPlaces[] = plan.buffers.map(({ volume, sequence }) => {
    const { channels } = volume;
    const pixels = volume.height * volume.width;
    const part = sequence === null ? plainPlane(pixels) : Math.ceil(channels / 4) * 4 * 32;
    return { channels, pixels, sequence, part, plain: null, layouts: [], later: null };
  });
  const parts = ({ channels, sequence }: BufferPlaces) =>
    sequence === null ? Math.ceil(channels / 4) * 4 : Math.ceil(plan.sequences[sequence]!.most / 8);
  const uses: { place: (offset: number) => void; bytes: number; firstStep: number; lastStep: number }[] = [];
  const tileOf = (step: number) => tiles.find(({ from, to }) => step >= from && step < to);
  const inside = (buffer: number) => tiles.find((tile) => tile.inside.has(buffer));
  const written = plan.buffers.map(() => 0);
  const lastPlain = plan.buffers.map(() => 0);
  steps.forEach(({ output }, i) => {
    written[output] = i;
    lastPlain[output] = i;
  });
  steps.forEach((step, i) => {
    step.inputs.forEach((buffer, place) => {
      if (step.kind === 'convolve' && place === 0) {
        const bytes = valueBytes(step);
        const { layouts } = buffers[buffer]!;
        const shape = widest(steps, buffer, step.matrix.shape, (other) => valueBytes(other) === bytes);
        let shared = sharedLayout(layouts, step, bytes);
        if (!shared) {
          shared = { layout: unfoldedLayout(shape, bytes), offset: 0, firstStep: i, lastStep: i };
          layouts.push(shared);
        }
        shared.lastStep = i;
      } else {
        plainly.add(buffer);
        lastPlain[buffer] = i;
      }
    });
  });
  const ends = plan.outputs.map(({ buffer }) => written[buffer]!);
  steps.forEach(({ output }, i) => {
    const buffer = buffers[output]!;
    const first = Math.min(...buffer.layouts.map(({ firstStep }) => firstStep));
    if (!plainly.has(output) || !ends.some((end) => end >= i && end < first) || buffer.layouts.length === 0)
      return;
    buffer.later = first;
    lastPlain[output] = Math.max(lastPlain[output]!, first);
  });
  if (keepsAll) {
    for (const { output } of steps) {
      plainly.add(output);
      lastPlain[output] = steps.length;
    }
  }
  const placeOf = inPlace(plan, steps, tiles, written, lastPlain, plainly);
  buffers.forEach((buffer, b) => {
    const firstStep = inputs.has(b) ? 0 : written[b]!;
    if (plainly.has(b) && placeOf[b] === b) {
      const tile = inside(b);
      const shared = placeOf.flatMap((place, other) => (place === b ? [other] : []));
      // What is read or written tile by tile is there from the first tile to the last.
      const begins = tile ? firstStep : (tileOf(firstStep)?.from ?? firstStep);
      const ends = Math.max(...shared.map((other) => lastPlain[other]!));
      uses.push({
        place: (offset) => {
          for (const other of shared) buffers[other]!.plain = offset;
        },
        bytes: (tile?.panels ?? parts(buffer)) * buffer.part + slack,
        ...{ firstStep: begins, lastStep: tile ? ends : Math.max(ends, (tileOf(ends)?.to ?? 0) - 1) },
      });
    }
    for (const shared of buffer.layouts) {
      uses.push({
        place: (offset) => {
          shared.offset = offset;
        },
        bytes: shared.layout.bytes,
        ...{ firstStep, lastStep: shared.lastStep },
      });
    }
  });
  const rooms = steps.map(() => 0);
  steps.forEach((step, i) => {
    const place = (offset: number) => {
      rooms[i] = offset;
    };
    const shared =
      step.kind === 'convolve'
        ? sharedLayout(buffers[step.inputs[0]!]!.layouts, step, valueBytes(step))
        : undefined;
    uses.push({
      place,
      bytes: roomBytes(step, shared?.layout ?? null, shared?.lastStep === i),
      firstStep: i,
      lastStep: i,
    });
  });
  const { bytes, offsets } = planArena(
    uses.map(({ bytes: size, firstStep, lastStep }, i) => ({
      ...{ name: String(i), firstStep, lastStep },
      bytes: Math.ceil(size / 64) * 64,
    })),
  );
  uses.forEach(({ place }, i) => {
    place(offsets[i]!);
  });
  return { buffers, rooms, bytes };
}

/** The layout that a convolution reads. */
export function sharedLayout(
  layouts: readonly SharedLayout[],
  { matrix }: ProgramStep & { readonly kind: 'convolve' },
  valueBytes: 1 | 4,
): SharedLayout | undefined {
  return layouts.find(
    ({ layout }) => layout.valueBytes === valueBytes && unfoldedColumns(layout, matrix.shape) !== null,
  );
}

/** Of the windows over a buffer that hold the pixels of this one, the one with the most columns. */
function widest(
  steps: readonly ProgramStep[],
  buffer: number,
  shape: Conv2dShape,
  alike: (step: ProgramStep) => boolean,
): Conv2dShape {
  let found = shape;
  for (const step of steps) {
    if (step.kind !== 'convolve' || step.inputs[0] !== buffer || !alike(step)) continue;
    const other = step.matrix.shape;
    const more = other.kernelH * other.kernelW > found.kernelH * found.kernelW;
    if (more && canUnfold(other) && unfoldedColumns(unfoldedLayout(other, 4), shape)) found = other;
  }
  return found;
}
