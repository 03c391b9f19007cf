import { wilson } from '../statistics/wilson.ts';
import type { Option, PolicyContext } from './policy.ts';

/** A single option, and whether it keeps the floor and the miss budget on validation data. */
export interface StaticChoice {
  readonly option: Option;
  readonly feasible: boolean;
}

/** Share answered correctly and in time, on validation: late results count as wrong. */
function onTimeAccuracy(option: Option): number {
  return option.validationAccuracy * (1 - option.pilotMissShare);
}

/** What feasibility depends on. */
export interface Limits {
  readonly accuracyFloor: number;
  readonly missBudget: number;
  readonly validation: { readonly sampleCount: number };
}

/** Whether the option alone keeps the accuracy floor (lower end of the Wilson interval) and the miss budget. */
export function isFeasible(option: Option, limits: Limits): boolean {
  const low = wilson(onTimeAccuracy(option), limits.validation.sampleCount).low;
  return low >= limits.accuracyFloor && option.pilotMissShare <= limits.missBudget;
}

/**
 * The cheapest feasible option (horizon energy of the pilot run). Where none is feasible, the fallback: the one with
 * the most answers that are right and in time, the cheaper of two equals.
 * @throws RangeError when `candidates` is empty
 */
export function chooseStatic(candidates: readonly Option[], limits: Limits): StaticChoice {
  if (candidates.length === 0) throw new RangeError('no option to choose from: nothing fits on the target');
  const cheapest = (options: readonly Option[]) =>
    options.reduce((best, option) => (option.pilotEnergyJ < best.pilotEnergyJ ? option : best));
  const feasible = candidates.filter((option) => isFeasible(option, limits));
  if (feasible.length > 0) return { option: cheapest(feasible), feasible: true };
  const most = Math.max(...candidates.map(onTimeAccuracy));
  return {
    option: cheapest(candidates.filter((option) => onTimeAccuracy(option) === most)),
    feasible: false,
  };
}

/** The options that adaptive policies choose from. */
export function choicesOf(context: PolicyContext): Option[] {
  return context.choices.map((index) => context.options[index]!);
}
