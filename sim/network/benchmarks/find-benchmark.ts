import type { NetworkGraph } from '../network-graph.ts';
import { benchmarkFamilies } from './benchmark-families.ts';

const built = new Map<string, NetworkGraph>();

/** A built-in network by id, of those listed or of the sizes that its family takes; null for another id. The same id gives
 * the same object. */
export function findBenchmark(id: string): NetworkGraph | null {
  const known = built.get(id);
  if (known) return known;
  for (const family of benchmarkFamilies) {
    const network = family.build(id);
    if (!network) continue;
    built.set(id, network);
    return network;
  }
  return null;
}
