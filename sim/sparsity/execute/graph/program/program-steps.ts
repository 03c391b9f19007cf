import { canUnfold } from '../../../../../kernels/index.ts';
import type { MatrixStep } from '../../plan.ts';
import type { AddStep, GraphPlan, GraphStep } from '../graph-plan.ts';

type Places = Pick<GraphStep, 'inputs' | 'output'>;
type PoolStep = GraphStep & { kind: 'pool' };

/** A step of a program. `convolve` reads an unfolded input and may add a second one, `multiply` reads plain values. */
export type ProgramStep = Places &
  (
    | { readonly kind: 'convolve' | 'multiply'; readonly matrix: MatrixStep; readonly relu: boolean }
    | { readonly kind: 'add'; readonly node: string; readonly relu: AddStep['relu'] }
    | { readonly kind: 'pool'; readonly pool: PoolStep }
  );

/**
 * The steps of a network of convolutions, additions and pools for the program kernels; an addition, with its ReLU, joins
 * the convolution that writes its later input, where nothing else reads that.
 * @returns null for a network without convolutions or with other steps, or windows that they do not take
 */
export function programSteps(plan: GraphPlan): ProgramStep[] | null {
  if (plan.sequences.length > 0) return null;
  const made: ProgramStep[] = [];
  for (const step of plan.steps) {
    const { inputs, output } = step;
    if (step.kind === 'matrix') {
      const kind = kindOf(step);
      if (!kind) return null;
      made.push({ kind, inputs, output, matrix: step, relu: step.relu });
    } else if (step.kind === 'add') {
      const before = made.findLastIndex((other) => inputs.includes(other.output));
      const joined = before === -1 ? null : join(plan, made[before]!, step);
      if (joined) made[before] = joined;
      else made.push({ kind: 'add', node: step.node, inputs, output, relu: step.relu });
    } else if (step.kind === 'pool') {
      if (step.shape.dilationH !== 1 || step.shape.dilationW !== 1) return null;
      made.push({ kind: 'pool', inputs, output, pool: step });
    } else {
      return null;
    }
  }
  // Products with vectors alone gain nothing, and would hold tables.
  return made.some(({ kind }) => kind === 'convolve') ? made : null;
}

/** The node that names a step: of a convolution with an addition, the convolution's. */
export function nodeOf(step: ProgramStep): string {
  if (step.kind === 'add') return step.node;
  return step.kind === 'pool' ? step.pool.node : step.matrix.node;
}

/** One output pixel without padding is a product with a vector. */
function kindOf({ shape, outHeight, outWidth }: MatrixStep): 'convolve' | 'multiply' | null {
  if (!canUnfold(shape)) return null;
  if (outHeight * outWidth > 1) return 'convolve';
  const { padTop, padLeft, padBottom, padRight } = shape;
  return padTop + padLeft + padBottom + padRight === 0 ? 'multiply' : null;
}

/** The convolution with the addition, if its output is read by that alone and the other input is there before. */
function join(plan: GraphPlan, step: ProgramStep, add: GraphStep & { kind: 'add' }): ProgramStep | null {
  const { output } = step;
  if (step.kind !== 'convolve' || step.relu || step.inputs.length > 1) return null;
  const [residual] = add.inputs.filter((buffer) => buffer !== output);
  const readers = plan.steps.filter(({ inputs }) => inputs.includes(output));
  if (residual === undefined || readers.length > 1 || plan.outputs.some(({ buffer }) => buffer === output)) {
    return null;
  }
  return { ...step, inputs: [...step.inputs, residual], output: add.output, relu: add.relu };
}
