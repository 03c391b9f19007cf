import type { GraphPlan } from '../graph-plan.ts';
import { neededSteps } from '../needed-steps.ts';
import type { ProgramStep } from './program-steps.ts';

/** Steps `from` to before `to`, which run on so many panels of tokens after the other. */
export interface StepTiles {
  readonly from: number;
  readonly to: number;
  readonly panels: number;
  /** Buffers that hold one tile: nothing else reads them. */
  readonly inside: ReadonlySet<number>;
}

export interface TiledSteps {
  /** Those of the plan, and copies that are computed again. */
  readonly buffers: GraphPlan['buffers'];
  readonly steps: readonly ProgramStep[];
  readonly tiles: readonly StepTiles[];
}

export interface TileLimits {
  /** Bytes that the buffers of a tile may take; two panels are taken at the least. */
  readonly bytes: number;
  /**
   * Bytes of a norm's values beyond which they are computed again for the queries, not kept for them: with fewer tokens that is a
   * larger share of the time, and a smaller one of the memory.
   */
  readonly keptBytes: number;
}

/** What one step leaves to the next stays in the first cache; what takes no more time than without tiles, as measured. */
export const tileLimits: TileLimits = { bytes: 24 * 1024, keptBytes: 64 * 1024 };

type Attention = ProgramStep & { readonly kind: 'attention' };

/**
 * Finds runs of steps that compute each token on its own, as feed-forward layers do, so that what they leave to each other is
 * needed of a few panels at a time. Attention is among them with its queries; its keys and values are there before. For that
 * queries are computed behind keys and values, and the norm before them again.
 * @param limits null: nothing is tiled
 */
export function tileSteps(
  plan: GraphPlan,
  steps: readonly ProgramStep[],
  limits: TileLimits | null = tileLimits,
): TiledSteps {
  if (limits === null) return { buffers: plan.buffers, steps, tiles: [] };
  const ordered = queriesLast(plan, steps, limits.keptBytes);
  const tiles = runs(plan, ordered).flatMap(({ from, to }): StepTiles[] => {
    const inside = buffersInside(plan, ordered.steps, from, to);
    if (inside.size === 0) return [];
    const bytes = [...inside].reduce((sum, buffer) => sum + 32 * ordered.buffers[buffer]!.volume.channels, 0);
    // Whole pairs, which are taken together where that pays.
    const panels = 2 * Math.max(1, Math.floor(limits.bytes / bytes / 2));
    const sequence = ordered.buffers[ordered.steps[from]!.output]!.sequence!;
    return 8 * panels < plan.sequences[sequence]!.most ? [{ from, to, panels, inside }] : [];
  });
  return { ...ordered, tiles };
}

/** Moves what only the queries of an attention are made by behind what its keys and values are. */
function queriesLast(
  plan: GraphPlan,
  given: readonly ProgramStep[],
  most: number,
): Omit<TiledSteps, 'tiles'> {
  const buffers = [...plan.buffers];
  let steps = [...given];
  const readers = (buffer: number) => steps.filter(({ inputs }) => inputs.includes(buffer));
  const kept = (buffer: number) => plan.outputs.some((output) => output.buffer === buffer);
  for (const attention of given) {
    if (attention.kind !== 'attention') continue;
    const query = steps.find(({ output }) => output === attention.inputs[0]);
    if (query?.kind !== 'tokens' || readers(query.output).length > 1 || kept(query.output)) continue;
    if (attention.inputs.indexOf(query.output, 1) >= 0) continue;
    const [x = 0, ...others] = query.inputs;
    const norm = steps.find(({ output }) => output === x);
    const again: ProgramStep[] = [query];
    const { volume, sequence } = buffers[x]!;
    const bytes = 4 * volume.channels * plan.sequences[sequence!]!.most;
    if (norm?.kind === 'norm' && readers(x).length > 1 && bytes > most) {
      const output = buffers.push(buffers[x]!) - 1;
      again.splice(0, 1, { ...norm, output }, { ...query, inputs: [output, ...others] });
    }
    steps = steps.flatMap((step) => (step === query ? [] : step === attention ? [...again, step] : [step]));
  }
  return { buffers, steps };
}

/**
 * Runs of steps on tokens that the same outputs need. A value that is added to another later ends one: it takes the place of what it
 * was made of, so that keys and values are needed no more.
 */
function runs(
  plan: GraphPlan,
  { buffers, steps }: Omit<TiledSteps, 'tiles'>,
): { from: number; to: number }[] {
  const needs = plan.outputs.map(({ buffer }) => neededSteps({ steps }, buffer));
  const neededFor = (i: number) => needs.map((needed) => Number(needed.has(i))).join('');
  const starts = new Set(
    steps.flatMap((step, i) => (step.kind === 'attention' ? keySteps(steps, step, i) : [])),
  );
  const found: { from: number; to: number }[] = [];
  let from: number | null = null;
  for (let i = 0; i <= steps.length; i++) {
    const [step, before] = [steps[i], steps[i - 1]];
    const goesOn =
      from !== null &&
      step !== undefined &&
      before !== undefined &&
      isTokenWise(buffers, step) &&
      buffers[step.output]!.sequence === buffers[before.output]!.sequence &&
      neededFor(i) === neededFor(i - 1) &&
      !starts.has(i) &&
      !plan.outputs.some(({ buffer }) => buffer === before.output) &&
      !steps.some((reader) => adds(reader, before.output));
    if (goesOn) continue;
    if (from !== null) found.push({ from, to: i });
    from = step && isTokenWise(buffers, step) ? i : null;
  }
  return found;
}

/** Places before which a run ends: the first step that makes keys and values alone, and the first behind them. */
function keySteps(steps: readonly ProgramStep[], { inputs }: Attention, end: number): number[] {
  const writers = inputs.slice(1).map((buffer) => steps.findIndex(({ output }) => output === buffer));
  const [first, last] = [Math.min(...writers), Math.max(...writers)];
  const norm = steps[first - 1];
  const alone =
    norm?.kind === 'norm' &&
    steps.every(({ inputs: read }, i) => !read.includes(norm.output) || (i >= first && i < end));
  return [alone ? first - 1 : first, last + 1];
}

/** Whether a step adds a value to what it computes. */
function adds({ kind, inputs }: ProgramStep, buffer: number): boolean {
  return kind === 'add' ? inputs.includes(buffer) : kind === 'tokens' && inputs.indexOf(buffer, 1) > 0;
}

function isTokenWise(buffers: GraphPlan['buffers'], { kind, output }: ProgramStep): boolean {
  if (buffers[output]!.sequence === null) return false;
  return tokenWise.has(kind);
}

const tokenWise: ReadonlySet<ProgramStep['kind']> = new Set([
  ...(['norm', 'tokens', 'attention', 'add', 'multiply', 'subtract', 'point'] as const),
]);

/** Buffers that steps `from` to before `to` write and nothing else reads. */
function buffersInside(
  plan: GraphPlan,
  steps: readonly ProgramStep[],
  from: number,
  to: number,
): ReadonlySet<number> {
  const inside = new Set(steps.slice(from, to).map(({ output }) => output));
  steps.forEach(({ inputs }, i) => {
    if (i < from || i >= to) for (const buffer of inputs) inside.delete(buffer);
  });
  for (const { buffer } of plan.outputs) inside.delete(buffer);
  return inside;
}
