import type { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { Part } from '../../data/split/part.ts';
import type { ShardSize } from '../model/shard-values.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import type { SampleDraws } from './grey-images.ts';
import type { Texts } from './texts.ts';

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
  fill(part: Part, ids: Uint32Array, draws?: SampleDraws): void;
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
  /** Class of each training sample; null where samples have no class of their own. */
  readonly trainLabels: ArrayLike<number> | null;
  /** How bytes of images become inputs of the network: (byte - mean) / deviation. */
  readonly images?: { readonly mean: number; readonly deviation: number };
  /** Training texts as rows of the first table of embeddings; absent where inputs are no tokens. */
  trainTexts?(): Texts;
  /** Called before the first step of an epoch, and of a part of it after a resumption. */
  startEpoch?(epoch: number): void;
  shardInputs(memory: TrainingMemory, plan: NetworkPlan, size: ShardSize): ShardInputs;
}
