import type { ValuedLayer } from './valued-layer.ts';

/** A layer whose neurons tell values by the time of a spike, all in whole numbers. */
export interface LatencyLayer extends ValuedLayer {
  /** Per output channel: what a membrane of one unit holds, and rises by in a step; odd. */
  readonly rise: Int32Array;
  /** Per output channel, in weight units. */
  readonly start: Int32Array;
}

/**
 * Rounds what one unit of an activation is worth to an odd whole number of weight units, so that no membrane is ever exactly
 * between two values: then spikes tell the same numbers as `ValuedPass` of these layers, whatever the machine.
 */
export function latencyLayers(layers: readonly ValuedLayer[]): readonly LatencyLayer[] {
  return layers.map((layer): LatencyLayer => {
    const rise = Int32Array.from(
      layer.factor,
      (factor) => 2 * Math.max(0, Math.round((1 / factor - 1) / 2)) + 1,
    );
    const start = Int32Array.from(layer.bias, (bias, c) => Math.round(bias * rise[c]!));
    return {
      ...layer,
      rise,
      start,
      factor: Float64Array.from(rise, (r) => 1 / r),
      bias: Float64Array.from(start, (b, c) => b / rise[c]!),
    };
  });
}
