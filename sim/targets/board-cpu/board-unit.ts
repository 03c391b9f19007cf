import type { NumericForm } from '../../sparsity/outcome-table.ts';
import { dramFit } from '../dram-fit.ts';
import { intervalOf } from '../interval.ts';
import { layerWork } from '../layer-work.ts';
import { perPoint } from '../per-point.ts';
import { si } from '../quantity.ts';
import type { Stage } from '../target.ts';
import type { UnitModel } from '../unit-model.ts';
import { cyclesOf, operatorCycles, weightsReadBy } from './board-cycles.ts';
import { noCpuWork } from './cpu-work.ts';
import type { RunnableBoard } from './require-runnable.ts';
import type { BoardRuntime } from './runtime-schema.ts';

/**
 * The CPU of a single board, all fast cores taken together: time is a sum over operators of amounts of work times what the
 * calibrated model says each costs, power what the board draws awake and what cores add while they compute, wait for memory
 * or leave one of them alone. Whole boards stay awake between requests.
 */
export function boardUnit(profile: RunnableBoard, runtime: BoardRuntime, name: string): UnitModel {
  const clockHz = si(profile.clock);
  const awakeW = si(profile.idlePower);
  const { power } = runtime;
  const operationS = si(profile.policyCyclesPerOperation) / clockHz;
  const bytesPerValue = si(runtime.bytesPerValue);
  const setting = { batch: 1, bytesPerValue, lastLevelCacheBytes: si(profile.lastLevelCache) };

  const stages = perPoint((network, point): readonly Stage[] => {
    const work = layerWork(network, point);
    const weights = work.reduce(
      (sum, operator) => sum + (operator.sharesWeightsOf === null ? weightsReadBy(operator, runtime) : 0),
      0,
    );
    const input = network.input.shape.reduce((all, dim) => all * dim, 1);
    const cycles = [
      ...work.map((operator) => operatorCycles(operator, weights, runtime, setting)),
      cyclesOf({ ...noCpuWork, input, inferences: 1 }, runtime),
    ];
    const seconds = (part: keyof (typeof cycles)[number]) =>
      cycles.reduce((sum, each) => sum + each[part], 0) / clockHz;
    const [compute, memory, overhead, io] = [
      seconds('compute'),
      seconds('memory'),
      seconds('overhead'),
      seconds('io'),
    ];
    const exact = compute + memory + overhead + io;
    const durationNs = Math.max(1, Math.round(exact * 1e9));
    const rounded = (durationNs * 1e-9) / exact;
    return [
      {
        unit: name,
        resource: 'compute',
        durationNs,
        joules: {
          static: awakeW * durationNs * 1e-9,
          compute: si(power.compute) * compute * rounded,
          memory: si(power.memory) * memory * rounded,
          overhead: si(power.serial) * overhead * rounded,
          io: si(power.serial) * io * rounded,
        },
        bytesMoved: Math.round(cycles.reduce((sum, { dramBytes }) => sum + dramBytes, 0)),
      },
    ];
  });

  return {
    unit: {
      name,
      powerStates: [{ name: 'awake', powerW: awakeW, afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 }],
      policyOperationNs: operationS * 1e9,
      policyOperationJ: operationS * (awakeW + si(power.serial)),
    },
    capabilities: {
      skipsBlocks: runtime.kernels === 'blocks-4x1',
      skipsInputs: false,
      numericForms: runtime.numericForms as NumericForm[],
    },
    grade: runtime.kernels === 'dense' ? runtime.cyclesPerMac.conv.grade : 'estimated',
    latencyInterval: intervalOf(runtime.latencyInterval),
    energyInterval: intervalOf(runtime.energyInterval),
    fit: (plan, residentPoints) =>
      dramFit(plan, residentPoints, {
        availableBytes: si(profile.dram),
        storage: {
          bytesPerWeight: bytesPerValue,
          bytesPerChannel: bytesPerValue === 4 ? 8 : 12,
          bytesPerIndex: 4,
          bytesPerRowPointer: 4,
        },
        bytesPerValue,
        kernels: runtime.kernels,
      }),
    lower: ({ network, point }) => stages(network, point),
  };
}
