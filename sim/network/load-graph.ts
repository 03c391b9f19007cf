import { benchmarkNetwork } from './benchmarks/benchmark-network.ts';
import type { NetworkGraph } from './network-graph.ts';
import { loadNetwork } from './onnx/load-network.ts';

/**
 * A network by what a user calls it: the id of a built-in one, or the path of an ONNX file.
 * @throws InputError for an unknown id, ModelError for a file that cannot be used
 */
export async function loadGraph(idOrFile: string): Promise<NetworkGraph> {
  return /[/\\]|\.onnx$/.test(idOrFile) ? loadNetwork(idOrFile) : benchmarkNetwork(idOrFile);
}
