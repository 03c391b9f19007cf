import type { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { Part } from '../../data/split/part.ts';
import type { RandomStream } from '../../engine/random/random-stream.ts';
import type { ShardSize } from '../model/shard-values.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';

/** Addresses in the shared memory that a shard's samples are written to. */
export interface ShardInputs {
  /** int32, one a lane of the logits; -1 leaves a lane out. */
  readonly labelsAt: number;
  /** By input of ids, int32 [samples * tokens]. */
  readonly idsAt: ReadonlyMap<string, number>;
  /** int32 [samples] */
  readonly lengthsAt: number;
  /**
   * Writes samples of a part; lanes beyond `ids` are left out.
   * @param draws where augmentation is wanted: a stream, and the index of its first draw
   */
  fill(part: Part, ids: Uint32Array, draws?: { readonly stream: RandomStream; readonly from: number }): void;
  /** Appends what turns them into the values of the inputs. */
  load(program: KernelProgram, values: ReadonlyMap<string, TrainingValue>): void;
}

/** Data of a task in the form that a model reads. */
export interface TaskFeed {
  readonly samples: Readonly<Record<Part, number>>;
  /** Length of the longest sequence, a multiple of 8; 0 where inputs are no tokens. */
  readonly tokens: number;
  /** Answers of a sample, on average over the training samples: 1, or its tokens where each is answered. */
  readonly answersPerSample: number;
  shardInputs(memory: TrainingMemory, plan: NetworkPlan, size: ShardSize): ShardInputs;
}
