import type { LayerBytes } from '../memory-report.ts';
import type { Request } from './graph-steps.ts';
import type { Feed } from './load-volumes.ts';

/** A matrix with weights, as an executor reports it. */
export interface EngineLayer {
  readonly node: string;
  /** Input elements of one sample. */
  readonly inputs: number;
  /** Place in `network.ladder.layers`, or null. */
  readonly ladder: number | null;
  readonly bytes: LayerBytes;
  readonly tableBytes: number;
  /** Multiply-accumulates of the active blocks over all output pixels. */
  activeMacs(level: number): number;
}

/** What executes the steps of a plan; values stay in its memory. */
export interface GraphEngine {
  /** In order; each is run by `run`. */
  readonly steps: readonly { readonly inputs: readonly number[]; readonly output: number }[];
  readonly layers: readonly EngineLayer[];
  readonly activationBytes: number;
  /** Of address tables that are no layer's. */
  readonly tableBytes: number;
  /** Loads a request. @throws RangeError for another number of values */
  load(feed: (input: string) => Feed, request: Request): void;
  /** Runs steps `from` to before `to`. */
  run(from: number, to: number, request: Request): void;
  /** Copies an output, whose buffer may be used again by later steps. */
  read(output: string, request: Request): Float32Array;
  close(): Promise<void>;
}
