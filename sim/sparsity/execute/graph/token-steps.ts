import type { ActivationLayout, ProgramExports } from '../../../../kernels/index.ts';
import { checkIds } from './check-ids.ts';
import type { AttentionStep, EmbedStep, GraphStep, NormStep } from './graph-plan.ts';
import { groupsOf, type RunStep, type StepParts } from './graph-steps.ts';

type Step<T> = GraphStep & T;

/**
 * A step on panels of eight tokens by the program kernels, which round otherwise than those of outcome tables (norm and
 * attention in float32 alone; embeddings the same bits). null: they have none for it.
 */
export function tokenStepRunner(parts: StepParts, program: ProgramExports, step: GraphStep): RunStep | null {
  const { layouts } = parts;
  if (![...step.inputs, step.output].every((buffer) => isPanels(layouts[buffer]!))) return null;
  if (step.kind === 'embed') return embedRunner(parts, program, step);
  if (step.kind === 'norm') return normRunner(parts, program, step);
  if (step.kind === 'attention') return attentionRunner(parts, program, step);
  return null;
}

/** Features of eight tokens side by side, 32 bytes a feature. */
function isPanels({ lanes, plane, height, width, origin }: ActivationLayout): boolean {
  return lanes === 8 && height * width === 1 && plane === 32 && origin === 0;
}

function embedRunner(
  { arena, layouts, at, plan }: StepParts,
  { embedBytes }: ProgramExports,
  step: Step<EmbedStep>,
): RunStep | null {
  const { table, scales, positions, output, sequence } = step;
  const { values, rows, cols } = table;
  if (!(values instanceof Int8Array) || cols % 4 !== 0) return null;
  const { group, groups } = layouts[output]!;
  const bytes = arena.allocate(values.length);
  new Int8Array(arena.memory.buffer, bytes, values.length).set(values);
  const scale = arena.putFloats(scales ?? new Float32Array(rows).fill(1));
  const position = positions ? arena.putFloats(positions) : 0;
  // A sample has at least a group, so the ids of a request fit in as many as the groups have lanes.
  const most = Math.max(groups * 8, plan.sequences[sequence]!.most);
  const idsAt = arena.putIntegers(new Int32Array(most));
  const room = new Int32Array(arena.memory.buffer, idsAt, most);
  return ({ tokens }) => {
    const counts = tokens[sequence]!;
    checkIds(step, counts);
    const { ids, lengths, starts, width } = counts;
    room.set(ids);
    for (let s = 0; s < lengths.length; s++) {
      const to = at(output) + starts[s]! * group;
      embedBytes(idsAt + 4 * s * width, lengths[s]!, bytes, scale, position, cols, to, group, 0);
    }
  };
}

function normRunner(
  parts: StepParts,
  { normTokens }: ProgramExports,
  { gamma, beta, epsilon, inputs, output }: Step<NormStep>,
): RunStep {
  const { arena, layouts, at } = parts;
  const [x = 0] = inputs;
  const { group, channels } = layouts[output]!;
  const [scale, shift] = [arena.putFloats(gamma), arena.putFloats(beta)];
  return (request) => {
    const panels = groupsOf(parts, output, request);
    normTokens(at(x), panels, group, channels, epsilon, scale, shift, at(output), group);
  };
}

function attentionRunner(
  { arena, layouts, at, plan }: StepParts,
  { attendTokens }: ProgramExports,
  step: Step<AttentionStep>,
): RunStep | null {
  const { heads, features, valueFeatures, scale } = step;
  if (valueFeatures % 4 !== 0 || !(scale > 0)) return null;
  const [q = 0, k = 0, v = 0] = step.inputs;
  const sequence = plan.buffers[q]!.sequence!;
  const [group, valueGroup] = [layouts[q]!.group, layouts[v]!.group];
  const scores = arena.allocate(Math.ceil(plan.sequences[sequence]!.most / 8) * 256);
  return ({ tokens }) => {
    const { lengths, starts } = tokens[sequence]!;
    for (let s = 0; s < lengths.length; s++) {
      const [from, to] = [starts[s]! * group, starts[s]! * valueGroup];
      const places = [at(q) + from, at(k) + from, at(v) + to, at(step.output) + to] as const;
      const shape = [lengths[s]!, lengths[s]!, heads, features, valueFeatures, scale, scores] as const;
      attendTokens(...places, group, valueGroup, ...shape);
    }
  };
}
