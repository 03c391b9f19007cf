import type { ChipDesign, CoreKind } from './chip-design.ts';

/** A chip whose tiles all hold the same number of cores of one kind; core c is core c mod `coresPerTile` of its tile. */
export function uniformDesign(
  head: Pick<ChipDesign, 'name' | 'width' | 'height' | 'linkBuffer' | 'hops' | 'barrier'>,
  coresPerTile: number,
  kind: CoreKind,
): ChipDesign {
  const cores = head.width * head.height * coresPerTile;
  return {
    ...head,
    kinds: [kind],
    coreKind: new Uint8Array(cores),
    coreTile: Uint16Array.from({ length: cores }, (_, core) => Math.floor(core / coresPerTile)),
    coreSlot: Uint8Array.from({ length: cores }, (_, core) => core % coresPerTile),
  };
}
