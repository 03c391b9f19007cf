import type { NetworkGraph } from '../network/network-graph.ts';
import type { OperatingPoint } from '../sparsity/operating-point.ts';

/** Remembers what was computed for a (network, point) pair of objects. */
export function perPoint<T>(
  compute: (network: NetworkGraph, point: OperatingPoint) => T,
): (network: NetworkGraph, point: OperatingPoint) => T {
  const cache = new WeakMap<NetworkGraph, WeakMap<OperatingPoint, { readonly value: T }>>();
  return (network, point) => {
    let byPoint = cache.get(network);
    if (!byPoint) {
      byPoint = new WeakMap();
      cache.set(network, byPoint);
    }
    let entry = byPoint.get(point);
    if (!entry) {
      entry = { value: compute(network, point) };
      byPoint.set(point, entry);
    }
    return entry.value;
  };
}
