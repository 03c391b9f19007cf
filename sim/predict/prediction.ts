import type { PredictedRange } from '../calibration/class-model.ts';
import type { Group } from '../calibration/groups.ts';
import type { MeasuredQuantity, ValidatedClass } from '../calibration/measured/measured-row.ts';
import type { Cause, JoulesByCause } from '../energy/cause.ts';
import type { OperatorKind } from '../network/operator-work.ts';
import type { Grade } from '../targets/target.ts';
import type { SustainedRun } from '../targets/thermal/sustained-run.ts';
import type { DutyCycle } from './duty-cycle.ts';
import type { MemoryNeeds } from './memory-needs.ts';

/** How well a quantity is predicted where nothing of it was seen: what `sparsewatt validate` found. */
export interface KnownError {
  readonly class: ValidatedClass;
  readonly quantity: MeasuredQuantity;
  readonly group: Group;
  readonly devices: number;
  readonly rows: number;
  /** Mean absolute error, devices first, and median. */
  readonly mapePercent: number;
  readonly medianPercent: number;
}

/** One predicted number. */
export interface PredictedQuantity extends PredictedRange {
  /** How much of the question the calibration has seen; `seen` where it has this very row. */
  readonly group: Group | 'seen';
  /** Null: not validated. */
  readonly error: KnownError | null;
}

/** One fused operator of the network. Times and energies are central; they add up to those of the inference. */
export interface PredictedLayer {
  readonly node: string;
  readonly kind: OperatorKind | 'whole';
  readonly macs: number;
  readonly latencyMs: number;
  readonly energyJ: number | null;
  readonly latencyMsByCause: Partial<Record<Cause, number>>;
}

/** A number of the profile, or of its core family, that the prediction depends on. */
export interface UsedNumber {
  readonly path: string;
  readonly value: number;
  readonly unit: string;
  readonly grade: Grade;
  readonly source: string;
}

/** A published measurement of the same network on the same board. */
export interface PublishedRow {
  readonly id: string;
  readonly runtime: string;
  readonly precision: string;
  readonly batch: number | null;
  readonly scenario: string;
  readonly threads: string | null;
  readonly mode: string | null;
  readonly clockMhz: number | null;
  readonly supplyV: number | null;
  /** Cards or chips at work: throughput and power are of all of them. */
  readonly accelerators: number;
  readonly latencyMs: number | null;
  readonly throughputPerS: number | null;
  readonly powerW: number | null;
  readonly energyJ: number | null;
  readonly source: string;
}

/** One inference of a network on a target: the document that `sparsewatt predict --json` prints. */
export interface Prediction {
  readonly schemaVersion: '1.0';
  readonly network: { readonly id: string; readonly macs: number; readonly params: number };
  readonly target: {
    readonly id: string;
    readonly name: string;
    readonly class: ValidatedClass;
    readonly chip: string;
    readonly family: string;
  };
  readonly runtime: string;
  readonly precision: string;
  readonly batch: number;
  readonly scenario: 'SingleStream' | 'Offline';
  readonly clockMhz: number | null;
  readonly supplyV: number | null;
  readonly regulator: string | null;
  readonly threads: string | null;
  readonly mode: string | null;
  /**
   * Of one inference, or of one whole batch where `batch` is above one; null where no model speaks of it, and `notes` says
   * why.
   */
  readonly latencyMs: PredictedQuantity | null;
  /** Inferences a second while the device is kept busy, as in scenario Offline. */
  readonly throughputPerS: PredictedQuantity | null;
  readonly powerW: PredictedQuantity | null;
  /** Of one inference; of one whole batch where `batch` is above one and no throughput model of scenario Offline applies. */
  readonly energyJ: PredictedQuantity | null;
  readonly boundary: 'chip' | 'board' | 'wall';
  /** Null where the profile does not say how much memory there is. */
  readonly fits: boolean | null;
  readonly memory: MemoryNeeds;
  readonly layers: readonly PredictedLayer[];
  /** Central energy by what it is spent on; empty where there is none. */
  readonly energyByCause: JoulesByCause;
  readonly grades: { readonly worst: Grade; readonly numbers: readonly UsedNumber[] };
  /** What becomes of the device when it computes without a pause; null where the profile says nothing of heat. */
  readonly sustained: SustainedRun | null;
  /** One inference every so often; null where nobody asked, or `notes` says why it is not known. */
  readonly dutyCycle: DutyCycle | null;
  /** Measurements of the very board that sharpened the prediction. */
  readonly anchors: number;
  readonly published: readonly PublishedRow[];
  /** What was chosen because nothing was said, and what could not be predicted. */
  readonly notes: readonly string[];
}
