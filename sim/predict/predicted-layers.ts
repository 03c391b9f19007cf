import type { LayerShare } from '../calibration/class-model.ts';
import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import { layersOf } from '../calibration/network-of.ts';
import type { PredictedLayer, PredictedQuantity } from './prediction.ts';

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Layers with their share of time, and of energy: what is static goes with time, like the rest. */
export function predictedLayers(
  shares: readonly LayerShare[] | null | undefined,
  row: MeasuredRow,
  latencyMs: PredictedQuantity | null,
  energyJ: PredictedQuantity | null,
): PredictedLayer[] {
  const layers = layersOf(row);
  if (!shares || !latencyMs || !layers) return [];
  const macs = new Map(layers.map((layer) => [layer.node, layer.grossMacs]));
  const total = sum(shares.map((share) => sum(share.byCause.values())));
  // What the model knows of the whole alone is no layer.
  if (!(total > 0) || (shares.length === 1 && shares[0]!.kind === 'whole')) return [];
  const scale = latencyMs.central / total;
  return shares.map(({ node, kind, byCause }) => {
    const own = sum(byCause.values()) * scale;
    return {
      node,
      kind,
      macs: macs.get(node) ?? 0,
      latencyMs: own,
      energyJ: energyJ && (energyJ.central * own) / latencyMs.central,
      latencyMsByCause: Object.fromEntries([...byCause].map(([cause, value]) => [cause, value * scale])),
    };
  });
}
