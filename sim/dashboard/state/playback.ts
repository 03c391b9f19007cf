/** How a recorded run is played: where in it one is, and how fast simulated time passes. */
export interface Playback {
  /** Simulated time, ns; null: the end, of however much is recorded. */
  readonly atNs: number | null;
  /** Index into `speeds`. */
  readonly speed: number;
  readonly isPlaying: boolean;
}

/** Simulated seconds a second; the last one goes as far as there is anything recorded, at once. */
export const speeds = [1, 4, 16, 60, 240, 1000, 4000, Number.POSITIVE_INFINITY] as const;

/** The whole run is shown; playing takes a minute for an hour. */
export const initialPlayback: Playback = { atNs: null, speed: speeds.indexOf(60), isPlaying: false };

/** Where one is, ns. @param endNs how far it is recorded */
export function playheadNs({ atNs }: Playback, endNs: number): number {
  return Math.max(0, Math.min(atNs ?? endNs, endNs));
}

/** Plays from where one is, from the start where that is the end; or pauses. */
export function togglePlaying(playback: Playback, endNs: number): Playback {
  if (playback.isPlaying) return { ...playback, isPlaying: false };
  const atNs = playheadNs(playback, endNs);
  return { ...playback, atNs: atNs >= endNs ? 0 : atNs, isPlaying: true };
}

/** The playback so many steps faster, at a speed that there is. */
export function faster(playback: Playback, by: number): Playback {
  const speed = Math.max(0, Math.min(speeds.length - 1, playback.speed + by));
  return { ...playback, speed };
}

/**
 * The playback after so many ms of real time; it stops at the end.
 * @param endNs how far it is recorded @param isWhole whether that is the end of the run
 */
export function afterTick(playback: Playback, ms: number, endNs: number, isWhole: boolean): Playback {
  if (!playback.isPlaying) return playback;
  const atNs = Math.min(endNs, playheadNs(playback, endNs) + ms * 1e6 * speeds[playback.speed]!);
  return { ...playback, atNs, isPlaying: !(isWhole && atNs >= endNs) };
}
