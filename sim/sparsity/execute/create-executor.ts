import type { Network } from '../../network/network.ts';
import type { NetworkExecutor } from '../executor.ts';
import type { ExecutorOptions } from './executor-options.ts';
import { kernelBackend, referenceBackend } from './matrix-backend.ts';
import { MatrixExecutor } from './matrix-executor.ts';
import { WasmExecutor } from './wasm-executor.ts';

/**
 * Makes a network ready to run.
 * @throws UnsupportedNetworkError, FormatError or RangeError when the kernels cannot execute it
 */
export async function createExecutor(
  network: Network,
  options: ExecutorOptions = {},
): Promise<NetworkExecutor> {
  const backend = options.backend ?? 'wasm';
  if (backend === 'wasm') return new WasmExecutor(network, options);
  const densest = options.residentLevels?.densest ?? 0;
  if (backend === 'reference') return new MatrixExecutor(network, referenceBackend, densest);
  const { createGpuKernel } = await import('../../../kernels/backends/gpujs/gpu-kernel.ts');
  const kernel = await createGpuKernel(backend === 'gpujs-cpu' ? 'cpu' : 'webasm');
  return new MatrixExecutor(network, kernelBackend(kernel), densest);
}
