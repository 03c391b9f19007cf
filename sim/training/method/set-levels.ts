import type { PrunableLayer } from '../model/layer-patterns.ts';

/** Makes the blocks of each level active in a layer's patterns. @param levels sparsest level of every block; 255: none */
export function setLevels(layer: PrunableLayer, levels: Uint8Array): void {
  layer.patterns.forEach((pattern, level) => {
    if (!pattern) return;
    const ids = Uint32Array.from(levels.keys());
    pattern.set(ids.filter((id) => levels[id]! >= level && levels[id]! !== inactive));
  });
}

/** Level of a block that is active nowhere. */
export const inactive = 255;
