/** Thrown when a network is valid but holds something that the kernels do not execute; names the node. */
export class UnsupportedNetworkError extends Error {
  readonly code = 'E_MODEL_UNSUPPORTED';
  readonly exitCode = 3;
  readonly node: string;

  constructor(network: string, node: string, message: string) {
    super(`network ${network}, node ${node}: ${message}`);
    this.name = 'UnsupportedNetworkError';
    this.node = node;
  }
}
