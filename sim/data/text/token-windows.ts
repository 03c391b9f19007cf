/** Runs of tokens, each at most `room` long: window i is tokens `starts[i]` to `ends[i]` (exclusive). */
export interface TokenWindows {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * Neighbouring sentences share a window as long as they fit; a sentence that is longer than a window is cut. Windows hold
 * every token once, in order.
 * @param starts [sentences + 1], rising
 */
export function tokenWindows(starts: Uint32Array, room: number): TokenWindows {
  const from: number[] = [];
  const to: number[] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    let [start, end] = [starts[i]!, starts[i + 1]!];
    const last = from.length - 1;
    if (last >= 0 && end - from[last]! <= room) {
      to[last] = end;
      continue;
    }
    for (; end > start; start += room) {
      from.push(start);
      to.push(Math.min(end, start + room));
    }
  }
  return { starts: Uint32Array.from(from), ends: Uint32Array.from(to) };
}
