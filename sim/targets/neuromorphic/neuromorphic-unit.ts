import type { NetworkGraph } from '../../network/network-graph.ts';
import { requireWeights } from '../../network/require-weights.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import { intervalOf } from '../interval.ts';
import { powerStates } from '../power-states.ts';
import { type Quantity, quantitiesIn, si, worstGrade } from '../quantity.ts';
import type { Fit, Plan, SampleOutcome, Stage } from '../target.ts';
import type { UnitModel } from '../unit-model.ts';
import { coreLimits, embeddedPowerW, staticPowerW } from './chip-costs.ts';
import { floatLayers } from './float-layers.ts';
import { inferenceCost } from './inference-cost.ts';
import { type Mapping, mapNetwork } from './map.ts';
import type { CoreLimits, PlacementRefusal } from './placement.ts';
import type { NeuromorphicProfile, NeuromorphicRuntime } from './profile-schema.ts';
import { readSpikeCounters } from './spike-counters.ts';

const toNs = (seconds: number): number => Math.round(seconds * 1e9);

/**
 * Cost model of a neuromorphic chip. The events of an inference come with the sample's outcome, from a table that
 * was made by simulating its spikes one by one; this adds time and energy.
 *
 * Every resident level has cores of its own, because Loihi has one set of axons and synapses a core; switching is then
 * free, and all cores of the chip stay powered.
 */
export function neuromorphicUnit(
  profile: NeuromorphicProfile,
  runtime: NeuromorphicRuntime,
  name: string,
): UnitModel {
  const limits = coreLimits(profile);
  const staticW = staticPowerW(profile);
  const embeddedW = embeddedPowerW(profile);
  const { sleep, policyTimePerOperation } = profile.embeddedProcessor;
  const watts = (value: number, q: Quantity): Quantity => ({ ...q, value, unit: 'W' });
  const zero = (q: Quantity, unit: string): Quantity => ({ ...q, value: 0, unit });
  return {
    unit: {
      name,
      powerStates: powerStates([
        {
          name: 'ready',
          power: watts(staticW + embeddedW, profile.embeddedProcessor.power),
          after: zero(sleep.after, 's'),
          wakeTime: zero(sleep.wakeTime, 's'),
          wakeEnergy: zero(sleep.wakeEnergy, 'J'),
        },
        { name: 'host-asleep', power: watts(staticW, profile.static.perPoweredCore), ...sleep },
      ]),
      policyOperationNs: si(policyTimePerOperation) * 1e9,
      policyOperationJ: si(policyTimePerOperation) * (staticW + embeddedW),
    },
    capabilities: {
      skipsBlocks: true,
      skipsInputs: true,
      numericForms: runtime.numericForms as UnitModel['capabilities']['numericForms'],
    },
    grade: worstGrade([runtime.hostTimePerStep, ...quantitiesIn(profile.events).map((q) => q.quantity)]),
    latencyInterval: intervalOf(runtime.latencyInterval),
    energyInterval: intervalOf(runtime.energyInterval),
    fit: (plan, residentPoints) => fitPoints(plan.network, residentPoints, limits),
    lower: (plan, outcome) => stages(profile, runtime, name, plan, outcome),
  };
}

const mappings = new WeakMap<NetworkGraph, Map<string, Mapping | PlacementRefusal>>();

/** Placement of a network at a point, starting at core 0; kept, because it takes a good part of a second. */
function mappingOf(
  network: NetworkGraph,
  point: OperatingPoint,
  limits: CoreLimits,
): Mapping | PlacementRefusal {
  const known = mappings.get(network) ?? new Map<string, Mapping | PlacementRefusal>();
  mappings.set(network, known);
  const key = JSON.stringify([point.levels, limits]);
  let mapping = known.get(key);
  if (!mapping) {
    mapping = mapNetwork(floatLayers(requireWeights(network), point), limits);
    known.set(key, mapping);
  }
  return mapping;
}

/** Points of equal levels share their cores. */
function fitPoints(network: NetworkGraph, points: readonly OperatingPoint[], limits: CoreLimits): Fit {
  const distinct = [...new Map(points.map((point) => [JSON.stringify(point.levels), point])).values()];
  let cores = 0;
  let bytes = 0;
  for (const point of distinct) {
    const mapping = mappingOf(network, point, limits);
    if (!('placement' in mapping)) return refused(mapping, bytes, limits);
    cores += mapping.placement.cores;
    bytes += mapping.synapseBytes;
    if (cores > limits.cores) {
      const last = mapping.placement.layers.at(-1)!.name;
      const refusal = { layer: last, memory: 'neuro-cores', needed: cores, available: limits.cores };
      return refused({ ...refusal, unit: 'cores' }, bytes, limits);
    }
  }
  return { fits: true, peakMemoryBytes: bytes, memories: memories(cores, bytes, limits), refusal: null };
}

function memories(cores: number, bytes: number, limits: CoreLimits): Fit['memories'] {
  const perCore = limits.synapseMemoryBytesPerCore;
  return [
    { name: `synapse memory of ${cores} cores`, neededBytes: bytes, availableBytes: cores * perCore },
    { name: 'cores', neededBytes: cores * perCore, availableBytes: limits.cores * perCore },
  ];
}

/** A refusal in bytes: a core counts as its synapse memory, an axon or compartment as its share of a core's. */
function refused(why: PlacementRefusal, bytes: number, limits: CoreLimits): Fit {
  const perCore = limits.synapseMemoryBytesPerCore;
  const bytesOf = {
    bytes: 1,
    cores: perCore,
    axons: perCore / limits.axonsInPerCore,
    compartments: perCore / limits.compartmentsPerCore,
  };
  const scale = bytesOf[why.unit];
  const memory =
    why.unit === 'bytes'
      ? why.memory
      : `${why.memory}: ${why.needed} ${why.unit}, ${why.available} there are`;
  const neededBytes = Math.ceil(why.needed * scale);
  const availableBytes = Math.floor(why.available * scale);
  return {
    fits: false,
    peakMemoryBytes: Math.max(bytes, neededBytes),
    memories: [{ name: memory, neededBytes, availableBytes }],
    refusal: { layer: why.layer, memory, neededBytes, availableBytes },
  };
}

function stages(
  profile: NeuromorphicProfile,
  runtime: NeuromorphicRuntime,
  unit: string,
  plan: Plan,
  outcome: SampleOutcome | null,
): readonly Stage[] {
  const steps = Number(/^rate-(\d+)$/.exec(plan.numericForm)?.[1]);
  if (!(steps > 0)) {
    throw new RangeError(
      `unit ${unit} computes in a rate code, and the plan asks for ${plan.numericForm}; give it a table of ${runtime.numericForms.join(' or ')}`,
    );
  }
  if (!outcome?.spikeCounters) {
    throw new RangeError(
      `point ${plan.point.id} of ${plan.network.name} comes without spike counters, and no spikes are guessed; use a table made by tools/measure-spikes.ts`,
    );
  }
  const cost = inferenceCost(profile, runtime, readSpikeCounters(outcome.spikeCounters), steps);
  const inputBytes = plan.network.input.shape.slice(1).reduce((a, b) => a * b, 1);
  const outputs = plan.network.output.shape.slice(1).reduce((a, b) => a * b, 1);
  const staticW = staticPowerW(profile);
  return [
    {
      unit,
      resource: 'compute',
      durationNs: toNs(cost.meshS + cost.barrierS),
      joules: {
        compute: cost.neuronsJ + cost.synapsesJ,
        io: cost.messagesJ + cost.embeddedMeshJ,
        static: staticW * cost.meshS,
        overhead: cost.staticAtBarrierJ + cost.resetJ,
      },
      bytesMoved: 0,
    },
    {
      unit,
      resource: 'io',
      durationNs: toNs(cost.hostS),
      joules: { io: cost.embeddedHostJ, static: staticW * cost.hostS },
      // Pixels in as bytes, output membranes out as 32-bit words.
      bytesMoved: inputBytes + 4 * outputs,
    },
  ];
}
