import { canUnfold } from '../../../../../kernels/index.ts';
import type { MatrixStep } from '../../plan.ts';
import type {
  AddStep,
  AttentionStep,
  CombineStep,
  ConcatStep,
  EmbedStep,
  GraphPlan,
  GraphStep,
  NormStep,
  PointStep,
  TokenPoolStep,
} from '../graph-plan.ts';

type Places = Pick<GraphStep, 'inputs' | 'output'>;
type PoolStep = GraphStep & { kind: 'pool' };

interface MatrixOn<Kind> {
  readonly kind: Kind;
  readonly matrix: MatrixStep;
  readonly relu: boolean;
}

/**
 * A step of a program. `convolve` reads an unfolded input, `vector` plain values, `tokens` panels of tokens; `convolve` and
 * `tokens` may add a second input, `embed` its only one.
 */
export type ProgramStep = Places &
  (
    | MatrixOn<'convolve'>
    | MatrixOn<'vector'>
    | MatrixOn<'tokens'>
    | { readonly kind: 'add'; readonly node: string; readonly relu: AddStep['relu'] }
    | { readonly kind: 'pool'; readonly pool: PoolStep }
    | EmbedStep
    | NormStep
    | AttentionStep
    | TokenPoolStep
    | CombineStep
    | PointStep
    | (ConcatStep & { readonly kind: 'concat' })
  );

/**
 * The steps of a network of images, tokens or both for the program kernels; an addition, with its ReLU, joins the
 * convolution, matrix on tokens or embedding that writes its later input, where nothing else reads that.
 * @returns null for a network of vectors alone or with steps, or windows, that they do not take
 */
export function programSteps(plan: GraphPlan): ProgramStep[] | null {
  const made: ProgramStep[] = [];
  for (const step of plan.steps) {
    if (step.kind === 'add') {
      const before = made.findLastIndex((other) => step.inputs.includes(other.output));
      const joined = before === -1 ? null : join(plan, made[before]!, step);
      if (joined) made[before] = joined;
      else {
        const { node, inputs, output, relu } = step;
        made.push({ kind: 'add', node, inputs, output, relu });
      }
      continue;
    }
    const taken = stepOf(plan, step);
    if (!taken) return null;
    made.push(taken);
  }
  // Products with vectors alone gain nothing, and would hold tables.
  return made.some(({ kind }) => kind === 'convolve' || kind === 'tokens') ? made : null;
}

/** Whether a program has convolutions, which alone have an int8 form. */
export function convolves(steps: readonly ProgramStep[] | null): boolean {
  return steps?.some(({ kind }) => kind === 'convolve') ?? false;
}

/** The node that names a step: of a convolution with an addition, the convolution's. */
export function nodeOf(step: ProgramStep): string {
  if (step.kind === 'convolve' || step.kind === 'vector' || step.kind === 'tokens') return step.matrix.node;
  return step.kind === 'pool' ? step.pool.node : step.node;
}

function stepOf(plan: GraphPlan, step: Exclude<GraphStep, { kind: 'add' }>): ProgramStep | null {
  const { inputs, output } = step;
  switch (step.kind) {
    case 'matrix': {
      const kind = plan.buffers[output]!.sequence === null ? kindOf(step) : 'tokens';
      return kind && { kind, inputs, output, matrix: step, relu: step.relu };
    }
    case 'pool':
      if (step.shape.dilationH !== 1 || step.shape.dilationW !== 1) return null;
      return { kind: 'pool', inputs, output, pool: step };
    case 'embed':
      return step.table.values instanceof Int8Array && step.table.cols % 4 === 0 ? step : null;
    case 'attention':
      return step.valueFeatures % 4 === 0 && step.scale > 0 ? step : null;
    case 'concat':
      return plan.buffers[output]!.sequence === null ? { ...step, kind: 'concat' } : null;
    case 'norm':
      return plan.buffers[output]!.sequence === null ? null : step;
    case 'softmax':
      return null;
    default:
      return step;
  }
}

/** One output pixel without padding is a product with a vector. */
function kindOf({ shape, outHeight, outWidth }: MatrixStep): 'convolve' | 'vector' | null {
  if (!canUnfold(shape)) return null;
  if (outHeight * outWidth > 1) return 'convolve';
  const { padTop, padLeft, padBottom, padRight } = shape;
  return padTop + padLeft + padBottom + padRight === 0 ? 'vector' : null;
}

/** The step with the addition, if its output is read by that alone and the other input is there before. */
function join(plan: GraphPlan, step: ProgramStep, add: GraphStep & AddStep): ProgramStep | null {
  const { output } = step;
  const [residual] = add.inputs.filter((buffer) => buffer !== output);
  const readers = plan.steps.filter(({ inputs }) => inputs.includes(output));
  if (residual === undefined || readers.length > 1 || plan.outputs.some(({ buffer }) => buffer === output)) {
    return null;
  }
  const inputs = [...step.inputs, residual];
  if (step.kind === 'embed')
    return inputs.length > 1 || add.relu ? null : { ...step, inputs, output: add.output };
  if ((step.kind !== 'convolve' && step.kind !== 'tokens') || step.relu || inputs.length > 2) return null;
  return { ...step, inputs, output: add.output, relu: add.relu };
}
