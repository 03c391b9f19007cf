import { liveActivations } from '../../network/live-activations.ts';
import { executedGraph } from '../../sparsity/executed-graph.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import type { NumericForm } from '../../sparsity/outcome-table.ts';
import { clockedUnit } from '../clocks/clocked-unit.ts';
import { intervalOf } from '../interval.ts';
import { layerWork } from '../layer-work.ts';
import { memoryFit } from '../memory-fit.ts';
import { perPoint } from '../per-point.ts';
import { powerStates } from '../power-states.ts';
import { quantitiesIn, si, worstGrade } from '../quantity.ts';
import { residentWeights, type StorageForm } from '../resident-weights.ts';
import type { Plan, SampleOutcome, Stage } from '../target.ts';
import type { UnitModel } from '../unit-model.ts';
import { type OperatorCycles, operatorCycles } from './mcu-cycles.ts';
import type { McuRuntime } from './profile-schema.ts';
import type { CompleteMcuProfile } from './require-complete.ts';

/** int8 weights; int32 bias, int32 multiplier, int32 shift per channel (TensorFlow Lite's per-channel scheme). */
const storage: StorageForm = {
  bytesPerWeight: 1,
  bytesPerChannel: 12,
  bytesPerIndex: 2,
  bytesPerRowPointer: 4,
};

interface Prepared {
  readonly compute: number;
  readonly overhead: number;
  readonly gated: readonly { readonly compute: number; readonly skip: NonNullable<OperatorCycles['skip']> }[];
}

/**
 * A microcontroller: cycles = sum over operators of counts times cycles per count, and nearly constant power while
 * executing. Weights live in flash, activations in SRAM, both as int8. Cycles of waiting for the flash are those of the
 * profile's clock; at slower ones there are fewer, which makes slow clocks no quicker here than they are.
 */
export function mcuUnit(profile: CompleteMcuProfile, runtime: McuRuntime, name: string): UnitModel {
  return clockedUnit(profile, profile.regulator ?? 'switching', (at) =>
    mcuAtClock(at.profile, runtime, name),
  );
}

function mcuAtClock(profile: CompleteMcuProfile, runtime: McuRuntime, name: string): UnitModel {
  const clockHz = si(profile.clock);
  const activeW = si(profile.activePower);
  const states = powerStates(profile.powerStates);
  const restW = states[0]!.powerW;
  const operationS = si(profile.policyCyclesPerOperation) / clockHz;
  const prepare = perPoint((network, point): Prepared => {
    const operators = layerWork(network, point).map((work) => operatorCycles(work, runtime));
    return {
      compute: operators.reduce((sum, op) => sum + (op.skip ? 0 : op.compute), 0),
      overhead: operators.reduce((sum, op) => sum + op.overhead, si(runtime.cyclesPerInference)),
      gated: operators.flatMap((op) => (op.skip ? [{ compute: op.compute, skip: op.skip }] : [])),
    };
  });

  const lower = (plan: Plan, outcome: SampleOutcome | null): readonly Stage[] => {
    const { compute, overhead, gated } = prepare(plan.network, plan.point);
    let computeCycles = compute;
    let overheadCycles = overhead;
    for (const layer of gated) {
      const { skip } = layer;
      overheadCycles += skip.gate;
      const macs = outcome ? outcome.effectiveMacs[skip.outcomeIndex]! : Number.POSITIVE_INFINITY;
      // The gate counts what it leaves, so the cheaper kernel is known before the layer starts.
      computeCycles += Math.min(layer.compute, skip.fixed + skip.perMac * macs);
    }
    const durationNs = Math.max(1, Math.round(((computeCycles + overheadCycles) / clockHz) * 1e9));
    const seconds = durationNs * 1e-9;
    const share = computeCycles / (computeCycles + overheadCycles);
    const above = (activeW - restW) * seconds;
    return [
      {
        unit: name,
        resource: 'compute',
        durationNs,
        joules: { static: restW * seconds, compute: above * share, overhead: above * (1 - share) },
        bytesMoved: 0,
      },
    ];
  };

  const fit = (plan: Plan, residentPoints: readonly OperatingPoint[]) => {
    const points = residentPoints.length > 0 ? residentPoints : [plan.point];
    const works = points.map((point) => layerWork(plan.network, point));
    const gated = new Set(works.flat().flatMap(({ node, gate }) => (gate === null ? [] : [node])));
    return memoryFit([
      {
        name: 'flash',
        availableBytes: si(profile.flash),
        reservedBytes: si(runtime.codeBytes),
        mode: 'sum',
        demands: residentWeights(plan.network, points, storage, runtime.kernels, runtime.kernels !== 'dense'),
      },
      {
        name: 'sram',
        availableBytes: si(profile.sram),
        reservedBytes: si(profile.stackBytes),
        mode: 'peak',
        demands: points.flatMap((point, p) => {
          const live = liveActivations(executedGraph(plan.network, point));
          return works[p]!.map((work, operator) => ({
            node: work.node,
            bytes:
              (live[operator]?.values ?? work.inputValues + work.outputValues) +
              work.depth * si(runtime.workBytesPerDepth) +
              // Accumulators of the column-skipping kernel, one pixel at a time, where any of the points may take it.
              (runtime.kernels !== 'dense' && gated.has(work.node) ? work.rows * 4 : 0),
          }));
        }),
      },
    ]);
  };

  const speed = quantitiesIn({
    ...runtime,
    codeBytes: null,
    workBytesPerDepth: null,
    latencyInterval: null,
    energyInterval: null,
  });
  return {
    unit: {
      name,
      powerStates: states,
      policyOperationNs: operationS * 1e9,
      policyOperationJ: operationS * activeW,
    },
    capabilities: {
      skipsBlocks: runtime.kernels === 'blocks-4x1',
      skipsInputs: runtime.kernels === 'blocks-4x1',
      numericForms: runtime.numericForms as NumericForm[],
    },
    // Counts that small operators share (pooling, calls) do not decide the speed of a measured runtime.
    grade:
      runtime.kernels === 'dense'
        ? runtime.cyclesPerMac.conv.grade
        : worstGrade(speed.map((entry) => entry.quantity)),
    latencyInterval: intervalOf(runtime.latencyInterval),
    energyInterval: intervalOf(runtime.energyInterval),
    fit,
    lower,
  };
}
