import type { JoulesByCause } from '../energy/cause.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import type { NmPattern, OperatingPoint } from '../sparsity/operating-point.ts';
import type { NumericForm } from '../sparsity/outcome-table.ts';
import type { GovernorName } from './clocks/governor-name.ts';
import type { ThermalParameters } from './thermal/thermal-node.ts';

/** Deadlines, loads and cost models go by class. */
export type TargetClass =
  | 'server-cpu'
  | 'server-gpu'
  | 'edge-gpu'
  | 'sbc-cpu'
  | 'phone'
  | 'mcu'
  | 'neuromorphic'
  | 'spiking-chip'
  | 'system';

/** How a number is known, best first. */
export type Grade = 'measured' | 'fitted' | 'vendor' | 'pre-silicon' | 'estimated';

/** A number with an interval: what the model says and how far it may be off. */
export interface Interval {
  readonly low: number;
  readonly central: number;
  readonly high: number;
}

/** A state in which a unit waits. The first state is the one it falls into after a stage; deeper ones follow. */
export interface PowerState {
  readonly name: string;
  readonly powerW: number;
  /** The unit falls into this state after so long without work. */
  readonly afterNs: number;
  readonly wakeNs: number;
  readonly wakeEnergyJ: number;
}

/** Clocks between which a unit can change, slowest first. */
export interface UnitClocks {
  readonly hz: readonly number[];
  readonly volts: readonly number[];
  /** Index of the clock that the profile describes. */
  readonly own: number;
  /** Time and energy of one change. */
  readonly switchNs: number;
  readonly switchJ: number;
}

/** One processor of a target. */
export interface Unit {
  readonly name: string;
  readonly powerStates: readonly PowerState[];
  /** Time and energy of one scalar operation of policy code on this unit. */
  readonly policyOperationNs: number;
  readonly policyOperationJ: number;
  /** Absent: it has the profile's clock alone. */
  readonly clocks?: UnitClocks;
}

/** A piece of work on one unit. `joules` is the whole energy of the unit during the stage, static power included. */
export interface Stage {
  readonly unit: string;
  readonly resource: 'compute' | 'io';
  readonly durationNs: number;
  readonly joules: JoulesByCause;
  readonly bytesMoved: number;
}

/** What one sample did at one point, as the target's outcome table has it. Per layer, in execution order. */
export interface SampleOutcome {
  readonly activeInputs: ArrayLike<number>;
  readonly effectiveMacs: ArrayLike<number>;
  /** Spiking forms: this sample's row of the table's `spikeCounters`. */
  readonly spikeCounters?: ArrayLike<number>;
}

/** Which operator runs where and how: one (unit, numeric form, point) for the whole network, or two units, one after the other. */
export interface Plan {
  readonly network: NetworkGraph;
  readonly unit: string;
  readonly numericForm: NumericForm;
  readonly point: OperatingPoint;
  /** Samples of one pass. Absent: one. */
  readonly batch?: number;
  /** Index of the unit's clock. Absent: the profile's own. */
  readonly clock?: number;
  /** Fused operators from number `after` on run on another unit. Absent: none do. */
  readonly split?: { readonly after: number; readonly unit: string };
  /**
   * Of a part of a split network: bytes of a value that enters as an activation, or leaves as one. Absent: what the
   * unit takes an image's and an answer's values to have.
   */
  readonly edges?: { readonly inputBytes?: number; readonly outputBytes?: number };
}

/** Whether a set of points fits into a unit's memories, and by how much, or why not. */
export interface Fit {
  readonly fits: boolean;
  /** Resident weights, indices and epilogues of all points, plus peak live activations and buffers, in bytes. */
  readonly peakMemoryBytes: number;
  readonly memories: readonly {
    readonly name: string;
    readonly neededBytes: number;
    readonly availableBytes: number;
  }[];
  /** Null when it fits; else the first layer that does not, what it needs and what there is. */
  readonly refusal: {
    readonly layer: string;
    readonly memory: string;
    readonly neededBytes: number;
    readonly availableBytes: number;
  } | null;
}

/** What a unit under a runtime can do. */
export interface Capabilities {
  /** Skips weights in inactive 4x1 blocks. A dense runtime does not and gains nothing from sparsity. */
  readonly skipsBlocks: boolean;
  /** Skips multiplications with gated inputs. */
  readonly skipsInputs: boolean;
  /** N:M patterns that it has kernels for. Absent: none. */
  readonly patterns?: readonly NmPattern[];
  /** A pass may take several samples (`Plan.batch`). Absent: it takes one. */
  readonly batches?: true;
  readonly numericForms: readonly NumericForm[];
}

/** A target under one runtime (the software stack). */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly targetClass: TargetClass;
  /** Of the profile; `x@pace` where a governor chooses the clock. */
  readonly runtime: string;
  /** Who chooses the clock of each pass. Absent: it is the profile's all the time. */
  readonly governor?: GovernorName;
  /** Worst grade among the numbers that decide the runtime's speed; `estimated` prints as (est.). */
  readonly grade: Grade;
  /** Where the energy is measured: chip rail, board or wall. */
  readonly boundary: 'chip' | 'board' | 'wall';
  /** Whether measured rows of this class exist to validate latency and energy against. */
  readonly validated: { readonly latency: boolean; readonly energy: boolean };
  readonly units: readonly Unit[];
  /** How it warms up, where its profile says so. */
  readonly thermal?: ThermalParameters | undefined;
  /** Multipliers on central durations and energies that give the low and high end of this target's interval. */
  readonly latencyInterval: Interval;
  readonly energyInterval: Interval;
  /** Pairs of units between which links lead, the sender first: a network may be split there. Absent: none. */
  readonly routes?: readonly { readonly from: string; readonly to: string }[];
  capabilities(unit: string): Capabilities;
  /** @param residentPoints all points that a policy may choose: their levels are in memory at once */
  fit(plan: Plan, residentPoints: readonly OperatingPoint[]): Fit;
  /** Stages of one pass, in order. With `outcome` null the layer's inputs are taken as all active. */
  lower(plan: Plan, outcome: SampleOutcome | null): readonly Stage[];
}
