import type { Network } from '../../network/network.ts';
import type { NetworkExecutor } from '../executor.ts';
import type { Int8Calibration } from '../int8/int8-calibration.ts';
import type { ExecutorBackend, ExecutorOptions } from './executor-options.ts';
import { ImageExecutor } from './graph/image-executor.ts';
import { Int8Executor } from './int8-executor.ts';
import { Int8ReferenceExecutor } from './int8-reference-executor.ts';
import { isChain } from './is-chain.ts';
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
  if (options.int8) return createInt8(network, options.int8, backend, options);
  if (backend === 'wasm') {
    if (!isChain(network)) return ImageExecutor.open(network, options);
    return new WasmExecutor(network, options);
  }
  const densest = options.residentLevels?.densest ?? 0;
  if (backend === 'reference') return new MatrixExecutor(network, referenceBackend, densest);
  const { createGpuKernel } = await import('../../../kernels/backends/gpujs/gpu-kernel.ts');
  const kernel = await createGpuKernel(backend === 'gpujs-cpu' ? 'cpu' : 'webasm');
  return new MatrixExecutor(network, kernelBackend(kernel), densest);
}

function createInt8(
  network: Network,
  ranges: Int8Calibration,
  backend: ExecutorBackend,
  { residentLevels }: ExecutorOptions,
): NetworkExecutor {
  if ((residentLevels?.densest ?? 0) > 0) {
    throw new RangeError('the int8 executor loads every level; leave residentLevels out');
  }
  if (backend === 'wasm') return new Int8Executor(network, ranges);
  if (backend === 'reference') return new Int8ReferenceExecutor(network, ranges);
  throw new RangeError(`backend ${backend} does not compute in int8; wasm and reference do`);
}
