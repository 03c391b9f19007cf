import {
  type ActivationLayout,
  AddLayer,
  AttentionLayer,
  ConcatLayer,
  type KernelRunner,
  type KernelScratch,
  NormLayer,
  PointwiseLayer,
  PoolLayer,
  SoftmaxLayer,
  type WasmArena,
  type WasmExports,
} from '../../../../kernels/index.ts';
import type { WasmLayer } from '../wasm-layer.ts';
import { ByteEmbedding } from './byte-embedding.ts';
import type { GraphPlan, GraphStep } from './graph-plan.ts';
import type { TokenCounts } from './token-counts.ts';

/** What the steps of one request need to know. */
export interface Request {
  readonly samples: number;
  /** By sequence. */
  readonly tokens: readonly TokenCounts[];
  /** By ladder layer. */
  readonly levels: readonly number[];
}

/** What steps are made of. */
export interface StepParts {
  readonly plan: GraphPlan;
  readonly arena: WasmArena;
  readonly kernels: WasmExports;
  readonly runner: KernelRunner;
  readonly scratch: KernelScratch;
  readonly layouts: readonly ActivationLayout[];
  /** Where a buffer lies; known once all are placed. */
  readonly at: (buffer: number) => number;
}

export type RunStep = (request: Request) => void;

/** Groups of a buffer that a request fills. */
export function groupsOf(
  { plan, layouts }: Pick<StepParts, 'plan' | 'layouts'>,
  buffer: number,
  request: Request,
): number {
  const { sequence } = plan.buffers[buffer]!;
  if (sequence !== null) return request.tokens[sequence]!.starts.at(-1)!;
  return layouts[buffer]!.lanes === 1 ? 1 : Math.ceil(request.samples / 8);
}

/** A matrix step: the level of its ladder layer, or 0. */
export function matrixRunner(
  parts: StepParts,
  step: GraphStep & { kind: 'matrix' },
  layer: WasmLayer,
): RunStep {
  const [x = 0] = step.inputs;
  const clear = borderCleaner(parts, step.output);
  return (request) => {
    const level = step.ladder ? request.levels[step.ladder.index]! : 0;
    const groups = groupsOf(parts, step.output, request);
    layer.run(parts.at(x), parts.at(step.output), level, groups);
    clear(groups);
  };
}

/** Any other step. @throws RangeError when the kernels cannot execute it */
export function stepRunner(parts: StepParts, step: Exclude<GraphStep, { kind: 'matrix' }>): RunStep {
  const { arena, kernels, runner, scratch, layouts, at, plan } = parts;
  const [x = 0, other = 0] = step.inputs;
  const output = layouts[step.output]!;
  const input = layouts[x] ?? output;
  const groups = (request: Request) => groupsOf(parts, step.output, request);
  const clear = borderCleaner(parts, step.output);
  switch (step.kind) {
    case 'add': {
      const layer = new AddLayer(runner, input, layouts[other]!, output, step.relu);
      return (request) => {
        layer.run(at(x), at(other), at(step.output), groups(request));
        clear(groups(request));
      };
    }
    case 'pool': {
      const layer = new PoolLayer(kernels, step.shape, step.pool, input, output);
      return (request) => {
        layer.run(at(x), at(step.output), groups(request));
        clear(groups(request));
      };
    }
    case 'point': {
      const layer = new PointwiseLayer(runner, step.point, input, output);
      return (request) => {
        layer.run(at(x), at(step.output), groups(request));
        clear(groups(request));
      };
    }
    case 'concat': {
      const layer = new ConcatLayer(
        runner,
        step.inputs.map((buffer) => layouts[buffer]!),
        output,
      );
      return (request) => {
        layer.run(step.inputs.map(at), at(step.output));
        clear(groups(request));
      };
    }
    case 'softmax': {
      const layer = new SoftmaxLayer(arena, runner, input, output);
      return () => layer.run(at(x), at(step.output));
    }
    case 'norm': {
      const layer = new NormLayer(arena, runner, 'layer', step, input, output);
      return (request) => layer.run(at(x), at(step.output), groups(request));
    }
    case 'embed': {
      const layer = new ByteEmbedding(arena, step, output);
      return (request) => layer.run(request.tokens[step.sequence]!, at(step.output));
    }
    case 'attention': {
      const [q = 0, k = 0, v = 0] = step.inputs;
      const sequence = plan.buffers[q]!.sequence!;
      const { most } = plan.sequences[sequence]!;
      const layer = new AttentionLayer(arena, runner, scratch, step, { queries: most, keys: most });
      return ({ tokens }) => {
        const { lengths, starts } = tokens[sequence]!;
        const place = (buffer: number, sample: number) =>
          at(buffer) + starts[sample]! * layouts[buffer]!.group;
        lengths.forEach((length, s) => {
          layer.run(place(q, s), place(k, s), place(v, s), place(step.output, s), length, length);
        });
      };
    }
    case 'mean':
    case 'largest': {
      const pool = step.kind === 'mean' ? meanOf : largestOf;
      return ({ tokens }) => poolTokens(parts, x, step.output, tokens[plan.buffers[x]!.sequence!]!, pool);
    }
    case 'multiply':
    case 'subtract':
      return (request) => {
        combine(parts, step, request);
        clear(groups(request));
      };
  }
}

/** Kernels that write whole rows leave something between the images' rows, where windows expect zeros. */
export function borderCleaner({ kernels, layouts, at }: StepParts, buffer: number): (groups: number) => void {
  const { channels, plane, pitch, padTop, padLeft, element, height, width, group } = layouts[buffer]!;
  if (height * width === 1 || plane === height * width * element) return () => {};
  return (groups) => {
    for (let g = 0; g < groups; g++) {
      const from = at(buffer) + g * group;
      kernels.clearBorder(from, channels, plane, pitch, padTop, padLeft * element, height, width * element);
    }
  };
}

interface TokenPool {
  readonly first: number;
  /** Of what was found so far and the next token's value, in float64. */
  readonly next: (found: number, value: number) => number;
  readonly last: (found: number, tokens: number) => number;
}

const meanOf: TokenPool = { first: 0, next: (sum, v) => sum + v, last: (sum, tokens) => sum / tokens };
const largestOf: TokenPool = {
  first: -Infinity,
  next: (most, v) => (v > most ? v : most),
  last: (most) => most,
};

/** Token by token. */
function poolTokens(
  { arena, layouts, at }: StepParts,
  x: number,
  y: number,
  tokens: TokenCounts,
  { first, next, last }: TokenPool,
): void {
  const memory = new Float32Array(arena.memory.buffer);
  const [from, to] = [layouts[x]!, layouts[y]!];
  for (let s = 0; s < tokens.lengths.length; s++) {
    const length = tokens.lengths[s]!;
    let write = (at(y) + Math.floor(s / to.lanes) * to.group) / 4 + (s % to.lanes);
    for (let c = 0; c < from.channels; c++, write += to.plane / 4) {
      let found = first;
      let read = (at(x) + tokens.starts[s]! * from.group) / 4 + c * 8;
      for (let left = length; left > 0; left -= 8, read += from.group / 4) {
        for (let j = 0; j < Math.min(8, left); j++) found = next(found, memory[read + j]!);
      }
      memory[write] = last(found, length);
    }
  }
}

function combine(
  { arena, layouts, at }: StepParts,
  { kind, inputs, output }: GraphStep & { kind: 'multiply' | 'subtract' },
  _request: Request,
): void {
  const memory = new Float32Array(arena.memory.buffer);
  const [a = 0, b = 0] = inputs;
  const [first, second, result] = [layouts[a]!, layouts[b]!, layouts[output]!];
  const floats = (result.width * result.lanes) | 0;
  for (let g = 0; g < result.groups; g++) {
    for (let c = 0; c < result.channels; c++) {
      for (let y = 0; y < result.height; y++) {
        const [p, q, r] = [[a, first] as const, [b, second] as const, [output, result] as const].map(
          ([buffer, l]) => (at(buffer) + g * l.group + l.origin + c * l.plane + y * l.pitch) / 4,
        ) as [number, number, number];
        for (let i = 0; i < floats; i++) {
          const [u, v] = [memory[p + i]!, memory[q + i]!];
          memory[r + i] = kind === 'multiply' ? u * v : u - v;
        }
      }
    }
  }
}
