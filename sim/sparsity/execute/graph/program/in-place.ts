import type { GraphPlan } from '../graph-plan.ts';
import type { ProgramStep } from './program-steps.ts';
import type { StepTiles } from './tile-steps.ts';

/**
 * Buffers of tokens that may take the place of one that is read for the last time: a step that needs of a token what it writes of
 * it alone, or a run of tiles whose steps that do are behind the last that reads it.
 * @param written by buffer, the step that writes it @param lastRead by buffer
 * @param able buffers that hold plain values
 * @returns by buffer, the first one whose place it has: itself where it has its own
 */
export function inPlace(
  { buffers, outputs }: Pick<GraphPlan, 'buffers' | 'outputs'>,
  steps: readonly ProgramStep[],
  tiles: readonly StepTiles[],
  written: readonly number[],
  lastRead: readonly number[],
  able: ReadonlySet<number>,
): readonly number[] {
  const places = buffers.map((_, buffer) => buffer);
  const taken = new Set<number>();
  const tileOf = (step: number) => tiles.find(({ from, to }) => step >= from && step < to);
  const inside = (buffer: number) => tiles.find((tile) => tile.inside.has(buffer));
  const alike = (x: number, y: number) =>
    able.has(x) &&
    buffers[x]!.sequence === buffers[y]!.sequence &&
    buffers[x]!.volume.channels === buffers[y]!.volume.channels &&
    inside(x) === inside(y);
  steps.forEach(({ output: y }, i) => {
    if (buffers[y]!.sequence === null || !able.has(y)) return;
    const tile = tileOf(i);
    const [from, to] = tile ? [tile.from, i + 1] : [i, i + 1];
    const readHere = new Set(steps.slice(from, to).flatMap(({ inputs }) => inputs));
    for (const x of readHere) {
      if (taken.has(x) || !alike(x, y) || lastRead[x]! > i || written[x]! >= i) continue;
      const allows = steps.slice(from, to).every((step, s) => allowsInPlace(step, x, from + s === i));
      // A value that is asked for is read when its step has run, behind all tiles.
      const asked = outputs.some(({ buffer }) => buffer === x) && written[x]! >= from;
      if (!allows || asked) continue;
      places[y] = places[x]!;
      taken.add(x);
      return;
    }
  });
  return places;
}

/** Whether x may be written over: with what this step writes, or token by token behind it. */
function allowsInPlace(step: ProgramStep, x: number, writes: boolean): boolean {
  const { inputs } = step;
  if (!inputs.includes(x)) return true;
  switch (step.kind) {
    case 'attention':
      return inputs.indexOf(x, 1) < 0 && step.features === step.valueFeatures;
    case 'tokens':
      return !writes || inputs[0] !== x;
    case 'embed':
    case 'norm':
    case 'add':
    case 'multiply':
    case 'subtract':
    case 'point':
      return true;
    default:
      return false;
  }
}
