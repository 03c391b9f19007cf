import type { NetworkGraph } from '../network/network-graph.ts';
import type { OperatingPoint } from './operating-point.ts';

// As for `networkPart`: the same point of the same part is the same object.
const points = new WeakMap<NetworkGraph, WeakMap<OperatingPoint, OperatingPoint>>();

/** A point of a network as a point of one of its parts (`networkPart`): levels and gates of the layers that lie there. */
export function pointOfPart(
  network: NetworkGraph,
  part: NetworkGraph,
  point: OperatingPoint,
): OperatingPoint {
  if (part === network) return point;
  let known = points.get(part);
  if (!known) {
    known = new WeakMap();
    points.set(part, known);
  }
  let own = known.get(point);
  if (!own) {
    const inside = new Set(part.ladder?.layers.map((layer) => layer.node));
    const here = (network.ladder?.layers ?? []).map((layer) => inside.has(layer.node));
    own = {
      id: point.id,
      levels: point.levels.filter((_, i) => here[i]),
      gates: point.gates.filter((_, i) => here[i]),
    };
    known.set(point, own);
  }
  return own;
}
