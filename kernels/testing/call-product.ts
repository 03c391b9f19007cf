import type { MatrixKernel } from '../backends/matrix-kernel.ts';
import type { LoadedMatrix, Operand } from './loaded-matrix.ts';

/** A call gave nothing in the time it was allowed. */
export class KernelHung extends Error {
  constructor(what: string, timeoutMs: number) {
    super(`${what}: no result after ${timeoutMs} ms; does the promise ever resolve?`);
    this.name = 'KernelHung';
  }
}

/** Waits for a value, which may be none that arrives. @throws KernelHung */
export async function withTimeout<T>(value: T | PromiseLike<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      value,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new KernelHung(what, timeoutMs)), timeoutMs);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function';

/**
 * Calls a product and checks the kind and the length of what comes back.
 * @throws Error when the kernel throws, hangs or returns something else than [rows][n] of the right kind
 */
export async function callProduct(
  kernel: MatrixKernel,
  matrix: LoadedMatrix,
  x: Operand,
  n: number,
  timeoutMs: number,
  threshold?: number,
): Promise<Float32Array | Int32Array> {
  let found: unknown;
  try {
    const started = matrix.call(kernel, x, n, threshold);
    found = isThenable(started) ? await withTimeout(started, timeoutMs, matrix.what) : started;
  } catch (error) {
    if (error instanceof KernelHung) throw error;
    throw new Error(`${matrix.what}: the kernel throws ${String(error)}`, { cause: error });
  }
  const kind = x instanceof Int8Array ? 'Int32Array' : 'Float32Array';
  const given = Object.prototype.toString.call(found).slice(8, -1);
  if (given !== kind) throw new Error(`${matrix.what}: the result is ${given}, expected ${kind}`);
  const values = found as Float32Array | Int32Array;
  if (values.length !== matrix.dense.rows * n) {
    throw new Error(
      `${matrix.what}: ${values.length} values, expected ${matrix.dense.rows * n} (${matrix.dense.rows} rows x ${n})`,
    );
  }
  return values;
}
