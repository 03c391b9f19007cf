import type { WasmArena } from '../wasm-arena.ts';
import { type UnfoldedLayout, unfoldedPixels } from './unfolded-layout.ts';

/** Bytes that the kernels pick at a time, and of one pick. */
const [chunkBytes, pickBytes] = [16, 24];
const [headWords, mostGroups] = [8, 17];
/** Place that reads as zero. */
const zeroPlace = 128;

/** Words of an unfold spec. */
export const unfoldWords = headWords + 2 * mostGroups;

/** Sixteen bytes of input and where each goes. */
interface Pick {
  readonly from: number;
  readonly places: Uint8Array;
}

/**
 * Writes how the kernels bring a channel into the layout, as assembly/program/unfold.ts reads it.
 * @param at address of the layout @param scale of bytes: value = scale x byte @param scratch address of room for the
 * bytes of one channel, with 64 more on both sides @returns bytes of the table
 */
export function writeUnfold(
  arena: WasmArena,
  layout: UnfoldedLayout,
  spec: number,
  at: number,
  scale: number,
  scratch: number,
): number {
  const { shape, valueBytes, channel } = layout;
  const groups = new Map<number, { to: number; picks: readonly Pick[] }[]>();
  const pixels = unfoldedPixels(layout);
  const each = chunkBytes / valueBytes;
  for (let to = 0; to < channel; to += chunkBytes) {
    const picks = picksOf(pixels.subarray(to / valueBytes, to / valueBytes + each), valueBytes);
    const alike = groups.get(picks.length) ?? [];
    alike.push({ to, picks });
    groups.set(picks.length, alike);
  }
  const lines: { readonly to: number; readonly pick: Pick | null }[] = [];
  for (const { to, picks } of [...groups.values()].flat()) {
    for (const pick of picks.length === 0 ? [null] : picks) lines.push({ to, pick });
  }
  const table = arena.allocate(lines.length * pickBytes);
  lines.forEach(({ to, pick }, i) => {
    const words = arena.integers(table + i * pickBytes, pickBytes / 4);
    words.set([to, pick?.from ?? 0]);
    if (pick) new Uint8Array(words.buffer, words.byteOffset + 8, chunkBytes).set(pick.places);
  });
  const inverse = new Uint32Array(Float32Array.of(1 / scale).buffer)[0]!;
  const words = arena.integers(spec, unfoldWords);
  words.set([at, channel, valueBytes, shape.height * shape.width, inverse, scratch, table, groups.size]);
  words.set(
    [...groups].flatMap(([picks, chunks]) => [picks, chunks.length]),
    headWords,
  );
  return lines.length * pickBytes;
}

/** Pieces of sixteen bytes that hold the pixels of a chunk. */
function picksOf(pixels: Int32Array, valueBytes: number): Pick[] {
  const picks: Pick[] = [];
  const each = chunkBytes / valueBytes;
  let left = [...pixels.keys()].filter((i) => pixels[i]! >= 0);
  while (left.length > 0) {
    const first = Math.min(...left.map((i) => pixels[i]!));
    const places = new Uint8Array(chunkBytes).fill(zeroPlace);
    const inside = left.filter((i) => pixels[i]! < first + each);
    for (const i of inside) {
      for (let b = 0; b < valueBytes; b++) places[i * valueBytes + b] = (pixels[i]! - first) * valueBytes + b;
    }
    picks.push({ from: first * valueBytes, places });
    left = left.filter((i) => pixels[i]! >= first + each);
  }
  return picks;
}
