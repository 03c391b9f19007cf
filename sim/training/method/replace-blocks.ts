import { largestFirst } from './largest-first.ts';

/**
 * One update of the connections: of the active blocks the `count` with the smallest norm go, and of those that were not
 * active the `count` with the highest `growth` come (RigL, Evci and others 2020: growth is the norm of the dense gradient;
 * SET, Mocanu and others 2018: a random number). Never brings back a block that has just gone.
 * @param active sorted block ids
 * @returns the new active blocks, sorted, and the blocks that came
 */
export function replaceBlocks(
  active: Uint32Array,
  norms: Float64Array,
  growth: Float64Array,
  count: number,
): { readonly active: Uint32Array; readonly grown: Uint32Array } {
  const isActive = new Uint8Array(norms.length);
  for (const id of active) isActive[id] = 1;
  const idle = growth.map((score, id) => (isActive[id] ? Number.NEGATIVE_INFINITY : score));
  const changes = Math.min(count, active.length, norms.length - active.length);
  const grown = largestFirst(idle).slice(0, changes);
  const kept = largestFirst(norms.map((norm, id) => (isActive[id] ? norm : Number.NEGATIVE_INFINITY))).slice(
    0,
    active.length - changes,
  );
  const next = new Uint32Array(active.length);
  next.set(kept);
  next.set(grown, kept.length);
  return { active: next.sort(), grown: grown.sort() };
}
