import type { OperatingPoint } from '../sparsity/operating-point.ts';
import type { Capabilities, Fit, Grade, Interval, Plan, SampleOutcome, Stage, Unit } from './target.ts';

/** The cost model of one processor under one runtime. A target is one of these, or several joined by links. */
export interface UnitModel {
  readonly unit: Unit;
  readonly capabilities: Capabilities;
  /** Worst grade among the numbers that decide the speed. */
  readonly grade: Grade;
  readonly latencyInterval: Interval;
  readonly energyInterval: Interval;
  fit(plan: Plan, residentPoints: readonly OperatingPoint[]): Fit;
  lower(plan: Plan, outcome: SampleOutcome | null): readonly Stage[];
}
