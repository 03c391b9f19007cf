import type { BlockLadder } from '../../formats/block-ladder.ts';
import type { CsrMatrix } from '../../formats/csr-matrix.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { MatrixKernel } from '../matrix-kernel.ts';
import type { AdapterReport } from './adapter-report.ts';
import type { Epilogue } from './epilogue.ts';

export type WebGpuMatrix = DenseMatrix | CsrMatrix | BlockLadder;

export interface ProductOptions {
  readonly epilogue?: Epilogue;
  /** Of a ladder; default its densest. */
  readonly level?: number;
}

/** A product that lives on the device: operands, sizes and result stay there until they are asked for. */
export interface DeviceProduct {
  readonly rows: number;
  readonly n: number;
  /** Replaces X. @throws RangeError when it has another size or is the result of another product */
  setInput(x: Float32Array): void;
  /** Another level of the ladder: one number, no weights. @throws RangeError when it is not loaded */
  setLevel(level: number): void;
  /** Y [rows][n] of the last run. @throws DeviceLostError */
  read(): Promise<Float32Array>;
  /** Frees X and Y, not the weights. */
  destroy(): void;
}

/**
 * Products in WGSL compute shaders, fp32. A matrix is copied to the device at its first use and stays there, by object:
 * changing its arrays afterwards changes nothing. Every promise rejects with DeviceLimitError where the device cannot
 * hold or dispatch a product, and with DeviceLostError once the device is lost.
 */
export interface WebGpuKernel extends MatrixKernel {
  readonly adapter: AdapterReport;
  dense(weights: DenseMatrix, x: Float32Array, n: number, epilogue?: Epilogue): Promise<Float32Array>;
  csr(weights: CsrMatrix, x: Float32Array, n: number, epilogue?: Epilogue): Promise<Float32Array>;
  ladder(
    weights: BlockLadder,
    level: number,
    x: Float32Array,
    n: number,
    epilogue?: Epilogue,
  ): Promise<Float32Array>;
  /**
   * Prepares a product. X is given, or is the result of another product, for chains that never leave the device.
   * @throws RangeError for operands that do not fit, DeviceLimitError, DeviceLostError
   */
  product(
    weights: WebGpuMatrix,
    x: Float32Array | DeviceProduct,
    n: number,
    options?: ProductOptions,
  ): Promise<DeviceProduct>;
  /** Runs the products in order, that many times, and reads nothing back; resolves when the device has finished. */
  run(products: readonly DeviceProduct[], times?: number): Promise<void>;
  /** Frees the device's copy of a matrix; products prepared from it must not run again. */
  release(weights: WebGpuMatrix): Promise<void>;
  /** Ends the device and frees everything on it. */
  destroy(): void;
}
