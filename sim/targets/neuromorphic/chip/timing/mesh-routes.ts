import type { ChipDesign } from '../chip-design.ts';
import type { ChipNetwork } from '../chip-network.ts';

/** XY routes between the tiles that exchange messages in a network, each once. */
export interface MeshRoutes {
  /** By message, its route; route r goes over links[start[r]] … links[start[r+1]-1] between tiles, in this order. */
  readonly ofMessage: Int32Array;
  readonly start: Uint32Array;
  readonly links: Uint32Array;
  /** Time of all hops of a route, s. */
  readonly timeS: Float64Array;
  /** By core, its link into its tile; and how many links there are. */
  readonly ownLink: Uint32Array;
  readonly linkCount: number;
}

/** Pairs of tiles, links on all routes together, messages: a quarter of a gigabyte to list, a gigabyte for the messages. */
const mostEntries = 2 ** 26;

/** Lists the routes of all messages, along the row of tiles first; null where the lists would be too long. */
export function meshRoutes(design: ChipDesign, network: ChipNetwork): MeshRoutes | null {
  const { width, height, coreTile, coreSlot, hops } = design;
  const { coreStart, messageStart, messageCore } = network;
  const tiles = width * height;
  if (tiles * tiles > mostEntries || messageCore.length > mostEntries) return null;
  const perTile = 4 + coreSlot.reduce((most, slot) => Math.max(most, slot + 1), 1);
  /** By pair of tiles, number of the route plus 1. */
  const known = new Int32Array(tiles * tiles);
  const pairs: number[] = [];
  const start = [0];
  const ofMessage = new Int32Array(messageCore.length);
  for (let core = 0; core < coreTile.length; core++) {
    const from = coreTile[core]!;
    const end = messageStart[coreStart[core + 1]!]!;
    for (let m = messageStart[coreStart[core]!]!; m < end; m++) {
      const pair = from * tiles + coreTile[messageCore[m]!]!;
      if (known[pair] === 0) {
        known[pair] = pairs.push(pair);
        const { dx, dy } = across(pair);
        start.push(start.at(-1)! + Math.abs(dx) + Math.abs(dy));
        if (start.at(-1)! > mostEntries) return null;
      }
      ofMessage[m] = known[pair]! - 1;
    }
  }
  const links = new Uint32Array(start.at(-1)!);
  const timeS = new Float64Array(pairs.length);
  pairs.forEach((pair, route) => {
    const { from, dx, dy } = across(pair);
    let at = start[route]!;
    let tile = from;
    for (let i = Math.abs(dx); i > 0; i--) {
      tile += dx > 0 ? height : -height;
      links[at++] = tile * perTile + (dx > 0 ? 1 : 3);
    }
    for (let i = Math.abs(dy); i > 0; i--) {
      tile += dy > 0 ? 1 : -1;
      links[at++] = tile * perTile + (dy > 0 ? 0 : 2);
    }
    timeS[route] =
      (dx > 0 ? dx * hops.east.timeS : -dx * hops.west.timeS) +
      (dy > 0 ? dy * hops.north.timeS : -dy * hops.south.timeS);
  });
  return {
    ofMessage,
    start: Uint32Array.from(start),
    links,
    timeS,
    ownLink: Uint32Array.from(coreTile, (tile, core) => tile * perTile + 4 + coreSlot[core]!),
    linkCount: tiles * perTile,
  };

  function across(pair: number): { from: number; dx: number; dy: number } {
    const from = Math.floor(pair / tiles);
    const to = pair % tiles;
    return {
      from,
      dx: Math.floor(to / height) - Math.floor(from / height),
      dy: (to % height) - (from % height),
    };
  }
}
