import type { ChipDesign } from '../chip/chip-design.ts';
import type { Traffic } from './traffic-between.ts';

/** Looks at partners that the search may spend: a second or so. */
const budget = 30_000_000;

/**
 * Puts clusters on cores: in order, up one column of tiles and down the next, then two cores at a time are exchanged, empty
 * ones too, as long as that saves hops.
 */
export function arrangeClusters(
  count: number,
  { partners }: Traffic,
  design: ChipDesign,
): { readonly coreOf: Uint32Array; readonly hopsInOrder: number; readonly hops: number } {
  const { height, coreTile } = design;
  const cores = coreTile.length;
  const column = Int32Array.from(coreTile, (tile) => Math.floor(tile / height));
  const row = Int32Array.from(coreTile, (tile) => tile % height);
  const snake = Uint32Array.from({ length: cores }, (_, core) => core).sort((a, b) => {
    const down = column[a]! % 2 === 1 ? -1 : 1;
    return column[a]! - column[b]! || down * (row[a]! - row[b]!) || a - b;
  });
  const coreOf = snake.slice(0, count);
  const clusterOn = new Int32Array(cores).fill(-1);
  coreOf.forEach((core, cluster) => {
    clusterOn[core] = cluster;
  });
  const distance = (a: number, b: number) => Math.abs(column[a]! - column[b]!) + Math.abs(row[a]! - row[b]!);
  let looks = 0;
  /** Hops of a cluster's messages if it lay on `core`, its partner `except` left out: that distance stays. */
  const hopsFrom = (cluster: number, core: number, except: number): number => {
    if (cluster === -1) return 0;
    let hops = 0;
    for (const [partner, messages] of partners[cluster]!)
      if (partner !== except) hops += messages * distance(core, coreOf[partner]!);
    looks += partners[cluster]!.size;
    return hops;
  };
  const total = () => {
    let hops = 0;
    for (let cluster = 0; cluster < count; cluster++) hops += hopsFrom(cluster, coreOf[cluster]!, -1);
    return hops / 2;
  };
  const hopsInOrder = total();
  // Beyond the cores in use and a ring around them nothing is worth trying.
  const reach = snake.subarray(0, Math.min(cores, 2 * count + 4 * height));
  for (let improved = true; improved && looks < budget; ) {
    improved = false;
    for (let i = 0; i < count && looks < budget; i++) {
      for (const b of reach) {
        const a = coreOf[i]!;
        const j = clusterOn[b]!;
        if (coreTile[a] === coreTile[b] || j === i) continue;
        const before = hopsFrom(i, a, j) + hopsFrom(j, b, i);
        const after = hopsFrom(i, b, j) + hopsFrom(j, a, i);
        if (after >= before) continue;
        improved = true;
        coreOf[i] = b;
        clusterOn[b] = i;
        clusterOn[a] = j;
        if (j !== -1) coreOf[j] = a;
      }
    }
  }
  return { coreOf, hopsInOrder, hops: total() };
}
