import type { Network } from '../network/network.ts';
import { loadNetwork } from '../network/onnx/load-network.ts';
import type { TabledNetwork } from './simulate/build-options.ts';
import type { CellNetwork } from './simulate/cell-input.ts';

// A worker serves many tasks of one run: each network is read once.
const networks = new Map<string, Promise<Network>>();

/** A network of a cell with its file read. @throws ModelError */
export async function tabledNetwork({ modelFile, ...tables }: CellNetwork): Promise<TabledNetwork> {
  let network = networks.get(modelFile);
  if (!network) {
    network = loadNetwork(modelFile);
    networks.set(modelFile, network);
  }
  return { ...tables, network: await network };
}
