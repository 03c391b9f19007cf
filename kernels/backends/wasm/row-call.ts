import type { WasmExports } from './wasm-module.ts';

/**
 * A kernel call over rows of a matrix, made once and repeated: arguments with places for the addresses, for the range of
 * rows, and for scratch that no two threads share.
 */
export interface RowCall {
  readonly kernel: keyof WasmExports;
  readonly args: number[];
  /** Places of the two activations, and what is added to their addresses. */
  readonly x: { readonly at: number; readonly plus: number };
  readonly y: { readonly at: number; readonly plus: number };
  /** args[rows] and args[rows + 1] are the first row and the one behind the last. */
  readonly rows: number;
  /** [threads] where each thread's rows end. */
  readonly ends: readonly number[];
  /** Places of addresses in the scratch. */
  readonly scratch: readonly number[];
  /** Bytes from one thread's scratch to the next one's. */
  readonly scratchStride: number;
  /** Multiply-accumulates of the whole call. */
  readonly work: number;
}

/** An argument: a number, a place that is filled at each call, or an address in the scratch. */
export type Argument = number | 'x' | 'y' | 'first row' | 'last row' | { readonly scratch: number };

/** Finds the places among the arguments. @param plus bytes added to the addresses of x and y */
export function rowCall(
  kernel: keyof WasmExports,
  args: readonly Argument[],
  rest: Pick<RowCall, 'ends' | 'work' | 'scratchStride'>,
  plus: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): RowCall {
  return {
    kernel,
    args: args.map((arg) => (typeof arg === 'number' ? arg : typeof arg === 'object' ? arg.scratch : 0)),
    x: { at: args.indexOf('x'), plus: plus.x },
    y: { at: args.indexOf('y'), plus: plus.y },
    rows: args.indexOf('first row'),
    scratch: args.flatMap((arg, i) => (typeof arg === 'object' ? [i] : [])),
    ...rest,
  };
}
