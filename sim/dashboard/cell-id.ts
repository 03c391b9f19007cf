import type { CellKey } from './resimulate.ts';

/** One string per cell, for look-ups: target, runtime and load. */
export function cellId(key: CellKey): string {
  return `${key.target} ${key.runtime} ${key.denseLoad}`;
}
