import type { ProgramStep } from './program-steps.ts';
import type { StepTiles } from './tile-steps.ts';

/** Words of a step's row that name buffers of tokens, by the place of the input, and of the output; as `writeStep` puts them. */
const words: Readonly<
  Partial<Record<ProgramStep['kind'], { readonly inputs: readonly number[]; readonly output: number }>>
> = {
  norm: { inputs: [6], output: 12 },
  tokens: { inputs: [6, 16], output: 17 },
  // Keys and values are read from the first to the last in each tile.
  attention: { inputs: [6], output: 9 },
  add: { inputs: [5, 6], output: 8 },
  multiply: { inputs: [5, 6], output: 8 },
  subtract: { inputs: [5, 6], output: 8 },
  point: { inputs: [5], output: 8 },
};

/** Words of a step in a run of tiles whose address goes on with each tile: of buffers that hold all tokens. */
export function tileMoves(
  { kind, inputs, output }: ProgramStep,
  { inside }: StepTiles,
): { readonly word: number; readonly buffer: number }[] {
  const places = words[kind];
  if (!places) throw new Error(`a step of kind ${kind} is not for tiles`);
  const named = places.inputs.map((word, i) => ({ word, buffer: inputs[i] }));
  return [...named, { word: places.output, buffer: output }].flatMap(({ word, buffer }) =>
    buffer === undefined || inside.has(buffer) ? [] : [{ word, buffer }],
  );
}
