import type { StoreParameters } from '../../../targets/supply/energy-store.ts';
import type { KineticHarvester } from '../../../targets/supply/kinetic-power.ts';
import type { SolarPanel } from '../../../targets/supply/solar-power.ts';
import type { ThermalParameters } from '../../../targets/thermal/thermal-node.ts';

/** Where energy comes from, if from anywhere. */
export type HarvestPlan =
  | { readonly kind: 'solar'; readonly panel: SolarPanel }
  | { readonly kind: 'kinetic'; readonly harvester: KineticHarvester }
  /** Ascending times in s, the first 0, and W from then on. */
  | { readonly kind: 'trace'; readonly timeS: readonly number[]; readonly watts: readonly number[] };

/**
 * The only energy of a target of one unit. Where the store is drawn down to its cut-off the unit goes off, in the midst
 * of whatever it does, and draws nothing; once the store is up to `onJ` it restarts. Requests that come while it is off
 * are dropped, because nothing senses them; those that it knew wait in memory that keeps its contents.
 */
export interface SupplyPlan {
  readonly store: StoreParameters;
  readonly harvest?: HarvestPlan | undefined;
  readonly restartNs: number;
  readonly restartJ: number;
  /** Equal parts of a segment after each of which its progress is kept; what a cut-off interrupts is done again. */
  readonly checkpoints: number;
}

/** The unit warms up by what it spends and slows down to `slowTo` from `throttleC` until it is below `resumeC`. */
export interface ThermalPlan extends ThermalParameters {
  /** Share of full speed while it is slowed down, in (0, 1]. */
  readonly slowTo: number;
  /** One value, or one for each hour of the day; degrees Celsius. */
  readonly ambientC: readonly number[];
}

/** Other work on every unit, in bursts: during one, a share `take` of the unit is not ours. */
export interface BackgroundPlan {
  /** Share of the time. */
  readonly share: number;
  readonly meanBurstS: number;
  /** In [0, 1). */
  readonly take: number;
}

/** Every request begins with a sample of the sensor. */
export interface SensorPlan {
  readonly sampleJ: number;
  readonly sampleNs: number;
}

/**
 * The link to the units after the first is down at times: they take in no request until it is up again, and finish what
 * they work on. What a transfer takes and costs is in the links of the profile.
 */
export interface LinkPlan {
  /** Share of the time, in [0, 1). */
  readonly downShare: number;
  readonly meanDownS: number;
}

/** What surrounds a target during a run, the same for every policy; absent parts are not simulated. */
export interface EnvironmentPlan {
  /** Time of day at the start of a run, h. */
  readonly startH: number;
  readonly supply?: SupplyPlan | undefined;
  readonly thermal?: ThermalPlan | undefined;
  readonly background?: BackgroundPlan | undefined;
  readonly sensor?: SensorPlan | undefined;
  readonly link?: LinkPlan | undefined;
}
