import type { LayerWork } from '../layer-work.ts';
import { si } from '../quantity.ts';
import { unknownCost } from '../unknown-cost.ts';
import type { McuRuntime } from './profile-schema.ts';

/** Cycles of one operator on a microcontroller. */
export interface OperatorCycles {
  /** Arithmetic with all inputs taken, with the loads and loop overhead of the kernel. */
  readonly compute: number;
  /** Call and set-up. */
  readonly overhead: number;
  /** Where the input is gated and the runtime can skip: what skipping would cost instead of `compute`. */
  readonly skip: {
    /** Index of the layer in the sample's outcome. */
    readonly outcomeIndex: number;
    /** Test, zero and count every input value; paid whichever kernel follows. */
    readonly gate: number;
    readonly fixed: number;
    readonly perMac: number;
  } | null;
}

function denseCycles(work: LayerWork, runtime: McuRuntime): number {
  switch (work.kind) {
    case 'pool':
      return work.inputValues * si(runtime.cyclesPerValue.pool);
    case 'elementwise':
      return work.outputValues * si(runtime.cyclesPerValue.elementwise);
    case 'softmax':
      return work.outputValues * si(runtime.cyclesPerValue.softmax);
    case 'attention':
    case 'normalisation':
    case 'embedding':
      throw unknownCost(work, 'microcontrollers');
    default:
      return work.grossMacs * si(runtime.cyclesPerMac[work.kind]) + outsideMacs(work, runtime);
  }
}

/** What a dense runtime charges beside its multiply-accumulates. Biases are read as weights are. */
function outsideMacs(work: LayerWork, runtime: McuRuntime): number {
  if (runtime.kernels !== 'dense') return 0;
  const { cyclesPerOutput, cyclesPerWeightByte } = runtime;
  const read = work.weights > 0 && work.sharesWeightsOf === null ? work.weights + work.rows : 0;
  return (
    (cyclesPerOutput ? work.outputValues * si(cyclesPerOutput) : 0) +
    (cyclesPerWeightByte ? read * si(cyclesPerWeightByte) : 0)
  );
}

/**
 * Cycles of one operator (docs/sparsewatt-4x1.md derives the block kernels' counts). Output pixels are computed in
 * pairs; an odd last pixel is computed alone.
 */
export function operatorCycles(work: LayerWork, runtime: McuRuntime): OperatorCycles {
  const overhead = si(runtime.cyclesPerOperator);
  if (runtime.kernels === 'dense' || !work.inLadder)
    return { compute: denseCycles(work, runtime), overhead, skip: null };
  const pairs = Math.floor(work.pixels / 2);
  const single = work.pixels % 2;
  const outputs = work.outputValues * si(runtime.cyclesPerOutput);
  const blockRows = Math.ceil(work.rows / 4) * (pairs + single) * si(runtime.cyclesPerBlockRow);
  const blocks =
    work.activeBlocks *
    (pairs * si(runtime.cyclesPerBlockPixelPair) + single * si(runtime.cyclesPerBlockSinglePixel));
  const compute = work.level === 0 ? denseCycles(work, runtime) : blocks + blockRows + outputs;
  if (work.gate === null) return { compute, overhead, skip: null };
  return {
    compute,
    overhead,
    skip: {
      outcomeIndex: work.outcomeIndex,
      gate: work.inputValues * si(runtime.cyclesPerGatedInput),
      fixed:
        work.depth * work.pixels * si(runtime.skip.cyclesPerTest) +
        work.outputValues * si(runtime.skip.cyclesPerOutput),
      perMac: si(runtime.skip.cyclesPerMac),
    },
  };
}
