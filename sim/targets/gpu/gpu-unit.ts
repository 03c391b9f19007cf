import type { NetworkGraph } from '../../network/network-graph.ts';
import type { NmPattern, OperatingPoint } from '../../sparsity/operating-point.ts';
import type { NumericForm } from '../../sparsity/outcome-table.ts';
import { batchedWork } from '../batched-work.ts';
import { clockedUnit } from '../clocks/clocked-unit.ts';
import { timesQuantity } from '../clocks/times-quantity.ts';
import { dramFit } from '../dram-fit.ts';
import { intervalOf } from '../interval.ts';
import { layerWork } from '../layer-work.ts';
import { perPoint } from '../per-point.ts';
import { powerStates } from '../power-states.ts';
import { si } from '../quantity.ts';
import type { Plan, Stage } from '../target.ts';
import type { UnitModel } from '../unit-model.ts';
import { weightsRead } from '../weights-read.ts';
import { kernelTime } from './gpu-time.ts';
import type { GpuRuntime } from './profile-schema.ts';
import type { RunnableGpu } from './runnable-gpu.ts';

/** Of `2-of-4`. */
function patternOf(text: string): NmPattern {
  const [kept, group] = text.split('-of-').map(Number);
  return { kept: kept!, group: group! };
}

const valuesOf = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

/**
 * A GPU: a copy in and out, then one kernel per fused operator, each with its launch cost, once for a whole batch. At
 * another clock arithmetic and the cache are as much faster or slower, and an operation costs as the square of the voltage says;
 * launches, copies and the memory go by clocks of their own.
 */
export function gpuUnit(profile: RunnableGpu, runtime: GpuRuntime, name: string): UnitModel {
  return clockedUnit(profile, 'switching', ({ profile: at, speed, voltage }) =>
    gpuAtClock(
      speed === 1 ? at : { ...at, l2Bandwidth: timesQuantity(at.l2Bandwidth, speed) },
      voltage === 1
        ? runtime
        : { ...runtime, energyPerMac: timesQuantity(runtime.energyPerMac, voltage ** 2) },
      name,
    ),
  );
}

function gpuAtClock(profile: RunnableGpu, runtime: GpuRuntime, name: string): UnitModel {
  const activeW = si(profile.activePower);
  const states = powerStates(profile.powerStates);
  const restW = states[0]!.powerW;
  const operationS = si(profile.policyTimePerOperation);
  const weightBytes = si(runtime.bytesPerWeight);
  const valueBytes = si(runtime.bytesPerValue);
  const storage = {
    bytesPerWeight: weightBytes,
    bytesPerChannel: 2 * valueBytes,
    bytesPerIndex: 4,
    bytesPerRowPointer: 4,
  };

  const copyStage = ({ network, edges, batch = 1 }: Plan): Stage => {
    // The image arrives as bytes and is widened on the device; scores go back as fp32.
    const { inputBytes = 1, outputBytes = 4 } = edges ?? {};
    const bytes =
      batch * (inputBytes * valuesOf(network.input.shape) + outputBytes * valuesOf(network.output.shape));
    const seconds = 2 * si(profile.hostLinkLatency) + bytes / si(profile.hostLinkBandwidth);
    const durationNs = Math.max(1, Math.round(seconds * 1e9));
    const atRest = restW * durationNs * 1e-9;
    return {
      unit: name,
      resource: 'io',
      durationNs,
      joules: { static: atRest, io: activeW * durationNs * 1e-9 - atRest },
      bytesMoved: bytes,
    };
  };

  const stageOf = (network: NetworkGraph, point: OperatingPoint, batch: number): Stage => {
    const work = batchedWork(layerWork(network, point), batch);
    const resident = work.reduce(
      (sum, op) => sum + weightsRead(op, false) * weightBytes + op.outputValues * valueBytes,
      0,
    );
    const times = work.map((op) => kernelTime(op, profile, runtime, resident));
    const total = (part: 'compute' | 'memory' | 'overhead' | 'bytes' | 'macs') =>
      times.reduce((sum, time) => sum + time[part], 0);
    const overhead = total('overhead') + si(runtime.timePerInference);
    const seconds = total('compute') + total('memory') + overhead;
    const durationNs = Math.max(1, Math.round(seconds * 1e9));
    const above = ((activeW - restW) * durationNs * 1e-9) / seconds;
    return {
      unit: name,
      resource: 'compute',
      durationNs,
      joules: {
        static: restW * durationNs * 1e-9,
        compute: above * total('compute') + total('macs') * si(runtime.energyPerMac),
        memory: above * total('memory') + total('bytes') * si(profile.energyPerByte),
        overhead: above * overhead,
      },
      bytesMoved: Math.round(total('bytes')),
    };
  };
  const singleStage = perPoint((network, point) => stageOf(network, point, 1));

  const use = {
    availableBytes: si(profile.dram),
    storage,
    bytesPerValue: valueBytes,
    kernels: runtime.kernels,
  };

  return {
    unit: {
      name,
      powerStates: states,
      policyOperationNs: operationS * 1e9,
      policyOperationJ: operationS * activeW,
    },
    capabilities: {
      skipsBlocks: runtime.kernels === 'blocks-4x1',
      skipsInputs: false,
      batches: true,
      ...(runtime.kernels === 'dense' && runtime.sparse
        ? { patterns: [patternOf(runtime.sparse.pattern)] }
        : {}),
      numericForms: runtime.numericForms as NumericForm[],
    },
    grade: runtime.kernels === 'dense' ? runtime.timePerOperator.grade : 'estimated',
    latencyInterval: intervalOf(runtime.latencyInterval),
    energyInterval: intervalOf(runtime.energyInterval),
    fit: (plan, residentPoints) => dramFit(plan, residentPoints, use),
    lower: (plan) => {
      const { network, point, batch = 1 } = plan;
      return [copyStage(plan), batch === 1 ? singleStage(network, point) : stageOf(network, point, batch)];
    },
  };
}
