import type { Neuron, Population, SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { synapseLists } from './synapse-lists.ts';
import type { ValuedLayer } from './valued-layer.ts';

/**
 * Layers of whole-number values as populations and projections. On a still frame, sent once, layer l sends in step l + 1
 * what `ValuedPass` computes ('sigma-delta': without its limit to the largest value), and nothing after; on a sequence of
 * frames, sigma-delta neurons send what has changed. Population 0 is the input, in grey values; a frame after the first is
 * given as its difference to the one before for sigma-delta, as it is for folded. The last population sends outputs.
 * @param least values below it are not sent
 */
export function valuedGraph(
  layers: readonly ValuedLayer[],
  code: 'sigma-delta' | 'folded',
  name: string,
  least = 1,
): SpikingGraph {
  const { inHeight, inWidth, inChannels } = layers[0]!.geometry;
  const populations: Population[] = [
    {
      name: 'input',
      shape: [inHeight * inWidth, inChannels],
      size: inHeight * inWidth * inChannels,
      neuron: { kind: 'input' },
    },
    ...layers.map((layer): Population => {
      const { outHeight, outWidth, outChannels } = layer.geometry;
      const size = outHeight * outWidth * outChannels;
      const bias = Float64Array.from({ length: size }, (_, n) => layer.bias[n % outChannels]!);
      const activation = layer.fires ? 'relu' : 'identity';
      const quantum = layer.fires ? 1 : 0;
      const neuron: Neuron =
        code === 'folded'
          ? {
              kind: 'relay',
              activation,
              bias,
              quantum,
              largest: layer.fires ? layer.largest : Number.POSITIVE_INFINITY,
            }
          : { kind: 'sigma-delta', activation, bias, quantum, deltaThreshold: thresholdOf(layer, least) };
      return { name: layer.name, shape: [outHeight * outWidth, outChannels], size, neuron };
    }),
  ];
  const projections = layers.map((layer, l) => ({
    name: `to ${layer.name}`,
    from: l,
    to: l + 1,
    delaySteps: 0,
    synapses: synapseLists(layer, (channel) => layer.factor[channel]!),
  }));
  return { name, populations, projections };
}

const thresholdOf = ({ fires, silent }: ValuedLayer, least: number): number | Float64Array => {
  if (!fires) return 0;
  return silent ? Float64Array.from(silent, (off) => (off ? Number.POSITIVE_INFINITY : least)) : least;
};
