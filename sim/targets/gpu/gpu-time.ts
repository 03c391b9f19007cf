import type { LayerWork } from '../layer-work.ts';
import { si } from '../quantity.ts';
import { weightsRead } from '../weights-read.ts';
import type { GpuRuntime } from './profile-schema.ts';
import type { RunnableGpu } from './runnable-gpu.ts';

/** One kernel on a GPU: seconds by what bounds them, and what it touched. */
export interface KernelTime {
  readonly compute: number;
  /** What waiting for memory adds to the arithmetic. */
  readonly memory: number;
  readonly overhead: number;
  readonly bytes: number;
  /** Multiply-accumulates that were executed, padding left out. */
  readonly macs: number;
}

/** Dense tensor-core kernel: whole waves of thread blocks, the depth split where the chip would stand idle. */
function denseCycles(
  work: LayerWork,
  runtime: GpuRuntime & { kernels: 'dense' },
  multiprocessors: number,
): number {
  const rows = si(runtime.tileRows);
  const pixels = si(runtime.tilePixels);
  const tiles = Math.ceil(work.rows / rows) * Math.ceil(work.pixels / pixels);
  // A slice of the depth is never thinner than 64: one step of the tensor cores' inner loop.
  const split = Math.max(
    1,
    Math.min(si(runtime.splitDepth), Math.floor(multiprocessors / tiles), Math.ceil(work.depth / 64)),
  );
  const waves = Math.ceil((tiles * split) / multiprocessors);
  const macs = rows * pixels * Math.ceil(work.depth / split);
  const rate = work.pattern && runtime.sparse ? si(runtime.sparse.rate) : 1;
  return (waves * macs) / (rate * si(runtime.macsPerCyclePerSm) * si(runtime.efficiency));
}

/** Block kernel on the fp32 lanes: bound by the loads of a lone warp, or by issue where the chip is full. */
function blockCycles(
  work: LayerWork,
  runtime: GpuRuntime & { kernels: 'blocks-4x1' },
  multiprocessors: number,
): number {
  const blockRows = Math.ceil(work.rows / 4);
  const groups = Math.ceil(work.pixels / si(runtime.warpPixels));
  const dense = !work.inLadder || work.level === 0;
  const instructions = si(dense ? runtime.denseInstructionsPerBlock : runtime.instructionsPerBlock);
  const perWarp = Math.ceil(work.activeBlocks / blockRows / si(runtime.warpsPerBlockRow));
  const waiting = perWarp * si(runtime.cyclesPerBlock);
  const issuing =
    (work.activeBlocks * groups * instructions) / (multiprocessors * si(runtime.issuePerCyclePerSm));
  return Math.max(waiting, issuing);
}

/** Time of one operator as one kernel. */
export function kernelTime(
  work: LayerWork,
  profile: RunnableGpu,
  runtime: GpuRuntime,
  residentBytes: number,
): KernelTime {
  const multiprocessors = si(profile.multiprocessors);
  const skips = runtime.kernels === 'blocks-4x1' && work.inLadder && work.level > 0;
  const { pattern } = work;
  // Places in the group are read with the kept weights.
  const placeBytes = pattern ? (work.activeWeights * Math.ceil(Math.log2(pattern.group))) / 8 : 0;
  const weightBytes =
    weightsRead(work, skips || pattern !== undefined) * si(runtime.bytesPerWeight) + placeBytes;
  const bytes =
    weightBytes +
    (skips ? work.activeBlocks * 4 : 0) +
    (work.inputValues + work.outputValues) * si(runtime.bytesPerValue);
  const bandwidth = si(residentBytes <= si(profile.l2) ? profile.l2Bandwidth : profile.dramBandwidth);
  const cycles =
    work.grossMacs === 0
      ? 0
      : runtime.kernels === 'dense'
        ? denseCycles(work, runtime, multiprocessors)
        : blockCycles(work, runtime, multiprocessors);
  const compute = cycles / si(profile.clock);
  return {
    compute,
    memory: Math.max(0, bytes / bandwidth - compute),
    overhead: si(runtime.timePerOperator),
    bytes,
    macs: skips ? work.activeMacs : work.grossMacs,
  };
}
