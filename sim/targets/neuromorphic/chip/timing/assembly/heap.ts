// Heaps of 16-byte entries (time f64, core i32), the earliest on top, in the order of `../core-heap.ts`. Entries beyond the
// last hold an infinite time, so that a sinking hole takes the same number of levels each time and no branch depends on
// times: what the binary heap costs are branches that no processor can predict.

/** Lets an entry rise from a hole. */
// @ts-ignore: decorator
@inline
export function rise(heap: usize, from: i32, time: f64, core: i32): void {
  let at = from;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const above = heap + (<usize>up << 4);
    const aboveTime = load<f64>(above);
    if (!(aboveTime > time)) break;
    const here = heap + (<usize>at << 4);
    store<f64>(here, aboveTime);
    store<i32>(here, load<i32>(above, 8), 8);
    at = up;
  }
  const here = heap + (<usize>at << 4);
  store<f64>(here, time);
  store<i32>(here, core, 8);
}

/** Takes out the top. @param size entries that stay */
// @ts-ignore: decorator
@inline
export function pop(heap: usize, size: i32): void {
  const last = heap + (<usize>size << 4);
  const time = load<f64>(last);
  const core = load<i32>(last, 8);
  store<f64>(last, Infinity);
  if (size == 0) return;
  let hole = 0;
  let child = 2;
  while (child <= size) {
    const right = heap + (<usize>child << 4);
    const left = i32(load<f64>(right) > load<f64>(right - 16));
    const from = right - (<usize>left << 4);
    const to = heap + (<usize>hole << 4);
    store<f64>(to, load<f64>(from));
    store<i32>(to, load<i32>(from, 8), 8);
    hole = child - left;
    child = 2 * hole + 2;
  }
  rise(heap, hole, time, core);
}

/** Puts an entry in place of the top: it sinks to a leaf, where most belong, and rises from there. */
// @ts-ignore: decorator
@inline
export function replaceTop(heap: usize, size: i32, time: f64, core: i32): void {
  let at = 0;
  let child = 1;
  while (child < size) {
    const left = heap + (<usize>child << 4);
    const right = i32(load<f64>(left, 16) < load<f64>(left));
    const from = left + (<usize>right << 4);
    const to = heap + (<usize>at << 4);
    store<f64>(to, load<f64>(from));
    store<i32>(to, load<i32>(from, 8), 8);
    at = child + right;
    child = 2 * at + 1;
  }
  while (at > 0) {
    const up = (at - 1) >> 1;
    const above = heap + (<usize>up << 4);
    const aboveTime = load<f64>(above);
    // Equal times stay below it, as where an entry stops on its way down.
    if (!(aboveTime >= time)) break;
    const here = heap + (<usize>at << 4);
    store<f64>(here, aboveTime);
    store<i32>(here, load<i32>(above, 8), 8);
    at = up;
  }
  const to = heap + (<usize>at << 4);
  store<f64>(to, time);
  store<i32>(to, core, 8);
}
