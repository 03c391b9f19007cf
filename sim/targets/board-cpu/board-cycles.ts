import type { LayerWork } from '../layer-work.ts';
import { si } from '../quantity.ts';
import { weightsRead } from '../weights-read.ts';
import { type CpuWork, type WorkSetting, workOfLayer } from './cpu-work.ts';
import type { BoardRuntime } from './runtime-schema.ts';

/** Cycles by what takes them. */
export interface BoardCycles {
  readonly compute: number;
  readonly memory: number;
  readonly overhead: number;
  readonly io: number;
  readonly dramBytes: number;
}

const skipsBlocks = (work: LayerWork, runtime: BoardRuntime): boolean =>
  runtime.kernels === 'blocks-4x1' && work.inLadder && work.level > 0;

/** Weights of an operator that a runtime reads: those of active blocks where it skips the others. */
export const weightsReadBy = (work: LayerWork, runtime: BoardRuntime): number =>
  weightsRead(work, skipsBlocks(work, runtime));

/** Cycles of amounts of work whose multiply-accumulates use every weight that is left. */
export function cyclesOf(work: CpuWork, runtime: BoardRuntime): BoardCycles {
  const { cyclesPerMac } = runtime;
  return {
    compute:
      work.conv * si(cyclesPerMac.conv) +
      work.pointwise * si(cyclesPerMac.pointwise) +
      work.depthwise * si(cyclesPerMac.depthwise) +
      work.fullyConnected * si(cyclesPerMac['fully-connected']) +
      work.values * si(runtime.cyclesPerValue) +
      work.otherValues * si(runtime.cyclesPerOtherValue),
    memory: work.dramBytes * si(runtime.cyclesPerDramByte),
    overhead: work.layers * si(runtime.cyclesPerOperator) + work.inferences * si(runtime.cyclesPerInference),
    io: work.input * si(runtime.cyclesPerInputValue),
    dramBytes: work.dramBytes,
  };
}

/**
 * Cycles of one fused operator. Where blocks are skipped, multiply-accumulates cost what the active blocks do, on panels
 * of pixels; bytes and values are those of the weights that are left.
 * @param weights that the whole network reads an inference
 */
export function operatorCycles(
  work: LayerWork,
  weights: number,
  runtime: BoardRuntime,
  setting: Omit<WorkSetting, 'kept'>,
): BoardCycles {
  const layer = { ...work, weights: weightsReadBy(work, runtime) };
  const amounts = workOfLayer(layer, weights, { ...setting, kept: 1 });
  if (runtime.kernels !== 'blocks-4x1' || !skipsBlocks(work, runtime)) return cyclesOf(amounts, runtime);
  const noMacs = { conv: 0, pointwise: 0, depthwise: 0, fullyConnected: 0 };
  const { compute, ...rest } = cyclesOf({ ...amounts, ...noMacs }, runtime);
  const perBlock =
    work.pixels === 1
      ? si(runtime.cyclesPerBlockSinglePixel)
      : Math.ceil(work.pixels / si(runtime.panelPixels)) * si(runtime.cyclesPerBlockPanel);
  return { ...rest, compute: compute + work.activeBlocks * perBlock };
}
