import type { ClassModel } from './class-model.ts';
import { gpuEnergyModel } from './gpu/energy-model.ts';
import { gpuLatencyModel } from './gpu/latency-model.ts';
import { loadGpuFacts } from './gpu/load-gpu-facts.ts';
import { gpuPowerModel } from './gpu/power-model.ts';
import { gpuThroughputModel } from './gpu/throughput-model.ts';
import { mcuEnergyModel } from './mcu/energy-model.ts';
import { mcuLatencyModel } from './mcu/latency-model.ts';
import { loadMcuFacts } from './mcu/load-facts.ts';
import { mcuPowerModel } from './mcu/power-model.ts';
import { npuEnergyModel, npuLatencyModel } from './npu/operating-point-models.ts';
import { loadSparseReferences } from './sparse/sparse-references.ts';
import { sparseSpeedupModel } from './sparse/speedup-model.ts';

/** Every model that is validated, in the order in which results are printed. A new class is added here. */
export async function classModels(): Promise<readonly ClassModel[]> {
  const mcuFacts = await loadMcuFacts();
  const gpuFacts = await loadGpuFacts();
  const sparseReferences = await loadSparseReferences();
  return [
    mcuLatencyModel(mcuFacts),
    mcuPowerModel(mcuFacts),
    mcuEnergyModel(mcuFacts),
    npuLatencyModel,
    npuEnergyModel,
    gpuLatencyModel('edge-gpu', gpuFacts),
    gpuThroughputModel('edge-gpu', gpuFacts),
    gpuPowerModel('edge-gpu', gpuFacts),
    gpuEnergyModel('edge-gpu', gpuFacts),
    gpuLatencyModel('server-gpu', gpuFacts),
    gpuThroughputModel('server-gpu', gpuFacts),
    gpuPowerModel('server-gpu', gpuFacts),
    gpuEnergyModel('server-gpu', gpuFacts),
    sparseSpeedupModel(sparseReferences),
  ];
}
