import type { NetworkGraph } from '../../network/network-graph.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';
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
import type { Stage } from '../target.ts';
import type { UnitModel } from '../unit-model.ts';
import { weightsRead } from '../weights-read.ts';
import { operatorTime } from './cpu-time.ts';
import type { CpuProfile, CpuRuntime } from './profile-schema.ts';

/**
 * One core of a server processor. The socket is shared: other cores serve other streams, so this stream is charged one
 * core's share of the package power, busy and idle. At another clock arithmetic, its own caches and the code between
 * operators are as much faster or slower; the memory of the socket has a clock of its own.
 */
export function cpuUnit(profile: CpuProfile, runtime: CpuRuntime, name: string): UnitModel {
  return clockedUnit(profile, 'switching', ({ profile: at, speed }) =>
    cpuAtClock(at, speed === 1 ? runtime : withOverheads(runtime, speed), name),
  );
}

function withOverheads(runtime: CpuRuntime, speed: number): CpuRuntime {
  const { timePerOperator, timePerInference } = runtime;
  return {
    ...runtime,
    timePerOperator: timesQuantity(timePerOperator, 1 / speed),
    timePerInference: timesQuantity(timePerInference, 1 / speed),
  };
}

function cpuAtClock(profile: CpuProfile, runtime: CpuRuntime, name: string): UnitModel {
  const activeW = si(profile.activePower);
  const states = powerStates(profile.powerStates);
  const restW = states[0]!.powerW;
  const operationS = si(profile.policyCyclesPerOperation!) / si(profile.clock);
  const weightBytes = si(runtime.bytesPerWeight);
  const storage = {
    bytesPerWeight: weightBytes,
    bytesPerChannel: 2 * si(runtime.bytesPerValue),
    bytesPerIndex: 4,
    bytesPerRowPointer: 4,
  };

  const stagesOf = (network: NetworkGraph, point: OperatingPoint, batch: number): readonly Stage[] => {
    const work = batchedWork(layerWork(network, point), batch);
    const resident = work.reduce((sum, op) => sum + weightsRead(op, false) * weightBytes, 0);
    const times = work.map((op) => operatorTime(op, profile, runtime, resident));
    const total = (part: 'compute' | 'memory' | 'overhead' | 'bytes') =>
      times.reduce((sum, time) => sum + time[part], 0);
    const overhead = total('overhead') + si(runtime.timePerInference);
    const seconds = total('compute') + total('memory') + overhead;
    const durationNs = Math.max(1, Math.round(seconds * 1e9));
    const above = ((activeW - restW) * durationNs * 1e-9) / seconds;
    return [
      {
        unit: name,
        resource: 'compute',
        durationNs,
        joules: {
          static: restW * durationNs * 1e-9,
          compute: above * total('compute'),
          memory: above * total('memory'),
          overhead: above * overhead,
        },
        bytesMoved: Math.round(total('bytes')),
      },
    ];
  };
  const singleStages = perPoint((network, point) => stagesOf(network, point, 1));

  const use = {
    availableBytes: si(profile.dram),
    storage,
    bytesPerValue: si(runtime.bytesPerValue),
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
      numericForms: runtime.numericForms as NumericForm[],
    },
    grade: runtime.kernels === 'dense' ? runtime.macsPerCycle.grade : 'estimated',
    latencyInterval: intervalOf(runtime.latencyInterval),
    energyInterval: intervalOf(runtime.energyInterval),
    fit: (plan, residentPoints) => dramFit(plan, residentPoints, use),
    lower: ({ network, point, batch = 1 }) =>
      batch === 1 ? singleStages(network, point) : stagesOf(network, point, batch),
  };
}
