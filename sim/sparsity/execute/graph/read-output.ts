import type { Request, StepParts } from './graph-steps.ts';

/** Copies an output: [samples][channels * height * width], or [samples][T][features] with 0 where there is padding. */
export function readOutput(
  { plan, arena, layouts, at }: StepParts,
  name: string,
  request: Request,
): Float32Array {
  const { buffer } = plan.outputs.find((output) => output.name === name)!;
  const { volume, sequence } = plan.buffers[buffer]!;
  const { lanes, group, plane, pitch, origin, element } = layouts[buffer]!;
  const memory = new Float32Array(arena.memory.buffer);
  const { channels, height, width } = volume;
  if (sequence !== null) {
    const { width: most, lengths, starts } = request.tokens[sequence]!;
    const out = new Float32Array(request.samples * most * channels);
    for (let s = 0; s < request.samples; s++) {
      for (let t = 0; t < lengths[s]!; t++) {
        let from = (at(buffer) + (starts[s]! + (t >> 3)) * group) / 4 + (t & 7);
        let to = (s * most + t) * channels;
        for (let c = 0; c < channels; c++, from += 8) out[to++] = memory[from]!;
      }
    }
    return out;
  }
  const out = new Float32Array(request.samples * channels * height * width);
  let to = 0;
  for (let s = 0; s < request.samples; s++) {
    const base = at(buffer) + Math.floor(s / lanes) * group + origin;
    for (let c = 0; c < channels; c++) {
      for (let y = 0; y < height; y++) {
        let from = (base + c * plane + y * pitch) / 4 + (s % lanes);
        for (let x = 0; x < width; x++, from += element / 4) out[to++] = memory[from]!;
      }
    }
  }
  return out;
}
