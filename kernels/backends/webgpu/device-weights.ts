import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { checkMatrix } from '../check-matrix.ts';
import { joinSegments } from '../join-segments.ts';
import { DeviceLimitError } from './device-limit-error.ts';
import type { WebGpuDevice } from './open-device.ts';
import type { WebGpuMatrix } from './web-gpu-kernel.ts';

export type MatrixForm = 'dense' | 'csr' | 'ladder';

/** A matrix in the device's memory. */
export interface DeviceWeights {
  readonly form: MatrixForm;
  readonly rows: number;
  readonly cols: number;
  /** Pointers of one segment; 0 where there are none. */
  readonly stride: number;
  /** Bindings 4 and on of the form's shader. */
  readonly buffers: readonly GPUBuffer[];
}

/** Which of the three it is. */
export function formOf(matrix: WebGpuMatrix): MatrixForm {
  return 'segments' in matrix ? 'ladder' : 'columns' in matrix ? 'csr' : 'dense';
}

/**
 * Copies a matrix to the device.
 * @throws FormatError when its arrays have other lengths than its sides, DeviceLimitError, DeviceLostError
 */
export async function uploadWeights(device: WebGpuDevice, matrix: WebGpuMatrix): Promise<DeviceWeights> {
  const { rows, cols } = matrix;
  const form = formOf(matrix);
  if (!('segments' in matrix)) checkMatrix(matrix);
  const joined = 'segments' in matrix ? joinSegments(matrix) : null;
  const parts: (Float32Array | Uint32Array)[] = joined
    ? [joined.values, joined.pointers, joined.columns]
    : 'columns' in matrix
      ? [matrix.values, matrix.rowPointers, matrix.columns]
      : [(matrix as DenseMatrix).values];
  const what = `a ${rows} x ${cols} ${form} matrix`;
  const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
  for (const part of parts) checkBinding(device, what, part.byteLength);
  return device.checked(what, bytes, () => ({
    form,
    rows,
    cols,
    stride: joined?.stride ?? 0,
    buffers: parts.map((part) => {
      const buffer = storageBuffer(device, part.byteLength);
      device.gpu.queue.writeBuffer(buffer, 0, part as Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>);
      return buffer;
    }),
  }));
}

/** A buffer that shaders read and write, of at least one element: WebGPU binds nothing empty. */
export function storageBuffer(device: WebGpuDevice, bytes: number): GPUBuffer {
  return device.gpu.createBuffer({
    size: Math.max(16, bytes),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
  });
}

/** @throws DeviceLimitError when no shader of this device can read that many bytes at once */
export function checkBinding(device: WebGpuDevice, what: string, bytes: number): void {
  for (const limit of ['maxStorageBufferBindingSize', 'maxBufferSize'] as const) {
    const allowed = device.gpu.limits[limit];
    if (bytes > allowed) throw new DeviceLimitError(what, limit, bytes, allowed);
  }
}
