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
import type { ValidatedClass } from './measured/measured-row.ts';
import { neuromorphicDynamicEnergyModel } from './neuromorphic/dynamic-energy-model.ts';
import { neuromorphicEnergyModel } from './neuromorphic/energy-model.ts';
import { neuromorphicLatencyModel } from './neuromorphic/latency-model.ts';
import { npuEnergyModel, npuLatencyModel } from './npu/operating-point-models.ts';
import { loadSparseReferences } from './sparse/sparse-references.ts';
import { sparseSpeedupModel } from './sparse/speedup-model.ts';

async function mcuModels(own: Profile | undefined): Promise<ClassModel[]> {
  const shipped = await loadMcuFacts();
  const facts = own?.class === 'mcu' ? mcuFactsWith(shipped, own) : shipped;
  return [mcuLatencyModel(facts), mcuPowerModel(facts), mcuEnergyModel(facts)];
}

async function cpuModels(own: Profile | undefined): Promise<ClassModel[]> {
  const facts = cpuFactsWith(await loadCpuFacts(), own);
  return [
    cpuLatencyModel(facts, 'sbc-cpu'),
    cpuPowerModel(facts),
    cpuEnergyModel(facts),
    cpuLatencyModel(facts, 'phone'),
    cpuLatencyModel(facts, 'server-cpu'),
    cpuThroughputModel(facts),
  ];
}

async function gpuModels(own: Profile | undefined): Promise<ClassModel[]> {
  const shipped = await loadGpuFacts();
  const facts = own?.class === 'server-gpu' || own?.class === 'edge-gpu' ? withGpus(shipped, [own]) : shipped;
  return (['edge-gpu', 'server-gpu'] as const).flatMap((name) => [
    gpuLatencyModel(name, facts),
    gpuThroughputModel(name, facts),
    gpuPowerModel(name, facts),
    gpuEnergyModel(name, facts),
  ]);
}

/** Models by the classes that they are of; facts are read where one of the classes is asked for. */
const families: readonly {
  readonly classes: readonly ValidatedClass[];
  readonly models: (own: Profile | undefined) => Promise<readonly ClassModel[]>;
}[] = [
  { classes: ['mcu'], models: mcuModels },
  { classes: ['npu'], models: async () => [npuLatencyModel, npuEnergyModel] },
  { classes: ['sbc-cpu', 'phone', 'server-cpu'], models: cpuModels },
  { classes: ['edge-gpu', 'server-gpu'], models: gpuModels },
  {
    classes: ['neuromorphic'],
    models: async () => [neuromorphicLatencyModel, neuromorphicEnergyModel, neuromorphicDynamicEnergyModel],
  },
  { classes: ['sparse'], models: async () => [sparseSpeedupModel(await loadSparseReferences())] },
];

/**
 * Every model that is validated, in the order in which results are printed. A new class is added here.
 * @param own profile of a board of one's own, whose facts join those of the shipped ones
 * @param only models of one class; of all of them where it is null
 */
export async function classModels(
  own?: Profile,
  only: ValidatedClass | null = null,
): Promise<readonly ClassModel[]> {
  const models: ClassModel[] = [];
  for (const family of families)
    if (only === null || family.classes.includes(only)) models.push(...(await family.models(own)));
  return only === null ? models : models.filter((model) => model.targetClass === only);
}
