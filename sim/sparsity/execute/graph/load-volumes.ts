import type { StepParts } from './graph-steps.ts';

/** Values of an input: float32, bytes that stand for v / 255, or ids. */
export type Feed = Float32Array | Uint8Array | Int32Array;

/**
 * Writes the samples of an input into its buffer; lanes without a sample become 0.
 * @param staging address of room for eight samples of bytes @throws RangeError for another number of values
 */
export function loadVolumes(
  { plan, arena, kernels, layouts, at }: StepParts,
  staging: number,
  buffer: number,
  input: string,
  values: Feed,
  samples: number,
): void {
  const { channels, height, width } = plan.buffers[buffer]!.volume;
  const { lanes, group, plane, pitch, origin, element } = layouts[buffer]!;
  const size = channels * height * width;
  if (values.length !== samples * size || values instanceof Int32Array) {
    throw new RangeError(
      `input '${input}': ${values.length} values${values instanceof Int32Array ? ' of int32' : ''}; ${samples} samples of ${channels} x ${height} x ${width} are ${samples * size}, in float32 or bytes`,
    );
  }
  const memory = new Float32Array(arena.memory.buffer);
  for (let first = 0; first < samples; first += lanes) {
    const live = Math.min(lanes, samples - first);
    const to = at(buffer) + (first / lanes) * group;
    if (values instanceof Uint8Array) {
      const bytes = values.subarray(first * size, (first + live) * size);
      new Uint8Array(arena.memory.buffer, staging, bytes.length).set(bytes);
      kernels.loadImages(staging, live, channels, height, width, to, plane, pitch, origin, lanes);
      continue;
    }
    for (let j = 0; j < lanes; j++) {
      let from = (first + j) * size;
      for (let c = 0; c < channels; c++) {
        for (let y = 0; y < height; y++) {
          let place = (to + origin + c * plane + y * pitch) / 4 + j;
          for (let x = 0; x < width; x++, place += element / 4)
            memory[place] = j < live ? values[from++]! : 0;
        }
      }
    }
  }
}
