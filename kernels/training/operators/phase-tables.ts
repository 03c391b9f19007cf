import type { GradientPhase } from '../convolution-geometry.ts';
import type { TrainingMemory } from '../training-memory.ts';
import { isContiguous } from './is-contiguous.ts';

/** Panels of one phase of the gradient to the input, as the kernels read them. */
export interface PhaseTables extends GradientPhase {
  /** Panels, and panels filled up to a multiple of four by naming the last one again. */
  readonly count: number;
  readonly filled: number;
  readonly inputsAt: number;
  readonly outputsAt: number;
  /** Byte offsets of the columns of the transposed weights, or 0 where they follow each other. */
  readonly columnsAt: number;
}

/** @param rows of the weights @param planeBytes of the output */
export function phaseTables(
  memory: TrainingMemory,
  phase: GradientPhase,
  rows: number,
  planeBytes: number,
): PhaseTables {
  const { inputPanels, outputPanels, taps, tapOffsets } = phase;
  const count = inputPanels.length;
  const filled = Math.ceil(count / 4) * 4;
  const fill = (panels: readonly number[]) =>
    memory.integers(Array.from({ length: filled }, (_, i) => panels[Math.min(i, count - 1)]!));
  const columns = Array.from(
    { length: rows * taps.length },
    (_, column) => Math.floor(column / taps.length) * planeBytes + tapOffsets[column % taps.length]!,
  );
  return {
    ...phase,
    count,
    filled,
    inputsAt: fill(inputPanels),
    outputsAt: fill(outputPanels),
    columnsAt: isContiguous(columns) ? 0 : memory.integers(columns),
  };
}
