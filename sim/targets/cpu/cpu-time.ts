import type { LayerWork } from '../layer-work.ts';
import { si } from '../quantity.ts';
import { weightsRead } from '../weights-read.ts';
import type { CpuProfile, CpuRuntime } from './profile-schema.ts';

/** Seconds of one operator on one core, by what bounds them. */
export interface OperatorTime {
  readonly compute: number;
  /** What waiting for memory adds to the arithmetic. */
  readonly memory: number;
  readonly overhead: number;
  readonly bytes: number;
}

function computeCycles(work: LayerWork, runtime: CpuRuntime): number {
  const values = si(runtime.valuesPerCycle);
  if (work.grossMacs === 0) return Math.max(work.inputValues, work.outputValues) / values;
  if (runtime.kernels === 'dense') return work.grossMacs / si(runtime.macsPerCycle);
  // Panels are computed in pairs to hide the latency of the multiply-add; a last single panel costs a whole pair.
  const panel = si(runtime.panelPixels);
  const panelPairs = Math.ceil(Math.ceil(work.pixels / panel) / 2);
  const copies = work.pixels > 1 ? (work.depth * work.pixels) / values : 0;
  const sparse = work.inLadder && work.level > 0;
  const kernel = sparse
    ? work.activeBlocks * panelPairs * si(runtime.cyclesPerBlockPanelPair)
    : (work.rows * work.depth * panelPairs * 2 * panel) / si(runtime.denseMacsPerCycle);
  return kernel / si(runtime.efficiency) + copies + work.outputValues / values;
}

/**
 * Roofline of one operator: arithmetic against the bytes of weights and activations through the level they live in.
 * @param residentBytes of the weights that an inference may read: all, but of tables the rows that are looked up
 */
export function operatorTime(
  work: LayerWork,
  profile: CpuProfile,
  runtime: CpuRuntime,
  residentBytes: number,
): OperatorTime {
  const clockHz = si(profile.clock);
  const skips = runtime.kernels === 'blocks-4x1' && work.inLadder && work.level > 0;
  const weightBytes = weightsRead(work, skips) * si(runtime.bytesPerWeight);
  const indexBytes = skips ? work.activeBlocks * 4 : 0;
  const bytes = weightBytes + indexBytes + (work.inputValues + work.outputValues) * si(runtime.bytesPerValue);
  const bandwidth =
    residentBytes <= si(profile.l2)
      ? si(profile.l2Bandwidth) * clockHz
      : si(profile.dramBandwidth) / si(profile.cores);
  const compute = computeCycles(work, runtime) / clockHz;
  return {
    compute,
    memory: Math.max(0, bytes / bandwidth - compute),
    overhead: si(runtime.timePerOperator),
    bytes,
  };
}
