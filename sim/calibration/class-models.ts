import type { Profile } from '../targets/profile-schema.ts';
import type { ClassModel } from './class-model.ts';
import { cpuFactsWith } from './cpu/cpu-facts-with.ts';
import { cpuEnergyModel } from './cpu/energy-model.ts';
import { cpuLatencyModel } from './cpu/latency-model.ts';
import { loadCpuFacts } from './cpu/load-cpu-facts.ts';
import { cpuPowerModel } from './cpu/power-model.ts';
import { cpuThroughputModel } from './cpu/throughput-model.ts';
import { gpuEnergyModel } from './gpu/energy-model.ts';
import { withGpus } from './gpu/gpu-facts.ts';
import { gpuLatencyModel } from './gpu/latency-model.ts';
import { loadGpuFacts } from './gpu/load-gpu-facts.ts';
import { gpuPowerModel } from './gpu/power-model.ts';
import { gpuThroughputModel } from './gpu/throughput-model.ts';
import { mcuEnergyModel } from './mcu/energy-model.ts';
import { mcuLatencyModel } from './mcu/latency-model.ts';
import { loadMcuFacts } from './mcu/load-facts.ts';
import { mcuFactsWith } from './mcu/mcu-facts-with.ts';
import { mcuPowerModel } from './mcu/power-model.ts';
import { npuEnergyModel, npuLatencyModel } from './npu/operating-point-models.ts';
import { loadSparseReferences } from './sparse/sparse-references.ts';
import { sparseSpeedupModel } from './sparse/speedup-model.ts';

/**
 * Every model that is validated, in the order in which results are printed. A new class is added here.
 * @param own profile of a board of one's own, whose facts join those of the shipped ones
 */
export async function classModels(own?: Profile): Promise<readonly ClassModel[]> {
  const shipped = await loadMcuFacts();
  const mcuFacts = own?.class === 'mcu' ? mcuFactsWith(shipped, own) : shipped;
  const shippedGpus = await loadGpuFacts();
  const gpuFacts =
    own?.class === 'server-gpu' || own?.class === 'edge-gpu' ? withGpus(shippedGpus, [own]) : shippedGpus;
  const sparseReferences = await loadSparseReferences();
  const cpuFacts = cpuFactsWith(await loadCpuFacts(), own);
  return [
    mcuLatencyModel(mcuFacts),
    mcuPowerModel(mcuFacts),
    mcuEnergyModel(mcuFacts),
    npuLatencyModel,
    npuEnergyModel,
    cpuLatencyModel(cpuFacts, 'sbc-cpu'),
    cpuPowerModel(cpuFacts),
    cpuEnergyModel(cpuFacts),
    cpuLatencyModel(cpuFacts, 'phone'),
    cpuLatencyModel(cpuFacts, 'server-cpu'),
    cpuThroughputModel(cpuFacts),
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
