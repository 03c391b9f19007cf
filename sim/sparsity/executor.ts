import type { OperatingPoint } from './operating-point.ts';

/** Outcomes of a batch, appended to the caller's arrays at the given sample offset. */
export interface BatchOutcome {
  /** [samples][classes] raw outputs of the network. */
  readonly logits: Float32Array;
  readonly topClass: Uint8Array;
  /** Softmax probability of the top class, in units of 1/65535. */
  readonly confidence: Uint16Array;
  /** [samples][layers] */
  readonly activeInputs: Uint16Array;
  readonly effectiveMacs: Uint32Array;
}

/**
 * A network made ready to run on one backend. Results do not depend on how samples are grouped into calls
 * (reproducible backends), so a table may be made by any number of threads.
 */
export interface NetworkExecutor {
  readonly backend: string;
  /** Operators with multiply-accumulates, in execution order. */
  readonly layers: readonly string[];
  /**
   * Runs `count` images of u8 grey values (scaled by 1/255 inside) at one operating point.
   * @param images [count][784] u8
   */
  run(images: Uint8Array, count: number, point: OperatingPoint): BatchOutcome | Promise<BatchOutcome>;
}
