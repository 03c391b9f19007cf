import { si } from '../quantity.ts';
import {
  barrierS,
  type End,
  embeddedPowerW,
  eventEnergy,
  hostTimePerStepS,
  staticPowerW,
} from './chip-costs.ts';
import type { NeuromorphicProfile, NeuromorphicRuntime } from './profile-schema.ts';
import type { SpikeCounters } from './spike-counters.ts';

/** Time of one inference, s, and its whole energy, J, by part. */
export interface InferenceCost {
  readonly meshS: number;
  readonly barrierS: number;
  readonly hostS: number;
  readonly neuronsJ: number;
  readonly synapsesJ: number;
  readonly messagesJ: number;
  readonly resetJ: number;
  /** Static power over mesh and host time, and over the barriers. */
  readonly staticJ: number;
  readonly staticAtBarrierJ: number;
  /** Embedded processor, awake for the whole inference. */
  readonly embeddedMeshJ: number;
  readonly embeddedHostJ: number;
}

/**
 * Cost of one inference from its counted events. Each step is mesh, barrier, host, one after the other: the embedded
 * processor works between steps.
 * @param end which end of every number's interval; event times always are the central ones, as counted
 */
export function inferenceCost(
  profile: NeuromorphicProfile,
  runtime: NeuromorphicRuntime,
  counters: SpikeCounters,
  steps: number,
  end: End = 'central',
): InferenceCost {
  const meshS = counters.meshPs * 1e-12;
  const tiles = Math.ceil(profile.static.poweredCores.value / profile.mesh.coresPerTile.value);
  const allBarriersS = steps * barrierS(profile, tiles, end);
  const hostS = steps * hostTimePerStepS(runtime, end);
  const staticW = staticPowerW(profile, end);
  const embeddedW = embeddedPowerW(profile, end);
  const reset = profile.resetEnergy;
  return {
    meshS,
    barrierS: allBarriersS,
    hostS,
    ...eventEnergy(profile, counters, end),
    resetJ: si({ ...reset, value: (end === 'central' ? undefined : reset[end]) ?? reset.value }),
    staticJ: staticW * (meshS + hostS),
    staticAtBarrierJ: staticW * allBarriersS,
    embeddedMeshJ: embeddedW * (meshS + allBarriersS),
    embeddedHostJ: embeddedW * hostS,
  };
}

/** Whole time, s, and whole energy, J. */
export function totals(cost: InferenceCost): { readonly timeS: number; readonly energyJ: number } {
  return {
    timeS: cost.meshS + cost.barrierS + cost.hostS,
    energyJ:
      cost.neuronsJ +
      cost.synapsesJ +
      cost.messagesJ +
      cost.resetJ +
      cost.staticJ +
      cost.staticAtBarrierJ +
      cost.embeddedMeshJ +
      cost.embeddedHostJ,
  };
}
