import type { Network } from './network.ts';
import type { NetworkGraph } from './network-graph.ts';
import { ModelError } from './onnx/model-error.ts';

/**
 * The graph as a network whose weights can be read.
 * @throws ModelError E_MODEL_WEIGHTS when a constant has a shape but no values, as in built-in benchmarks
 */
export function requireWeights(graph: NetworkGraph): Network {
  for (const [name, constant] of graph.initialisers) {
    if ('data' in constant) continue;
    throw new ModelError(
      'E_MODEL_WEIGHTS',
      graph.name,
      `a graph of shapes: '${name}' [${constant.shape.join(', ')}] has no values. Its time, energy and memory can be ` +
        'predicted; executing it, its ladder, gates and spikes need weights: give the path of an .onnx file',
    );
  }
  return graph as Network;
}
