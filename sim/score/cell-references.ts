import { isFeasible } from '../policies/choose-static.ts';
import type { CellRun } from '../scenario/simulate/cell-run.ts';
import { streamLimits } from '../scenario/simulate/streams/stream-limits.ts';
import { perInference, sum } from './aggregate.ts';
import type { CellBounds } from './cell-bounds.ts';
import type { CellReferences } from './cell-score.ts';

/** Bounds and reference choices of a cell: the proven bound, best static, clairvoyant, and every option's pilot. */
export function referencesOf(run: CellRun, bounds: CellBounds | null): CellReferences {
  const feasible = bounds ? run.traces.map((_, i) => bounds.feasibleJ(i)) : [];
  const reachable = feasible.length > 0 && feasible.every((joules) => joules !== null);
  const requests = sum(run.traces.map((trace) => trace.timeNs.length));
  const dyn = run.clairvoyantRuns;
  return {
    // Under a supply that may be cut off the bound leaves rest out: nothing is to be read off the gap to it.
    oFeasJ:
      reachable && requests > 0 && run.input.environment?.supply === undefined
        ? sum(feasible as number[]) / requests
        : null,
    oStaticJ: perInference(sum(run.staticRuns.map((r) => r.energyJ)), run.staticRuns),
    oDynJ: perInference(sum(dyn.map((r) => r.energyJ)), dyn),
    oDynAccuracy: dyn.length > 0 && requests > 0 ? sum(dyn.map((r) => r.correct)) / requests : null,
    pilots: run.options.map((option) => ({
      option: option.id,
      energyPerInferenceJ: option.pilotEnergyJ,
      accuracy: option.validationAccuracy,
      missShare: option.pilotMissShare,
      feasible: isFeasible(option, { ...streamLimits(run.input), validation: run.built[0]!.validation! }),
    })),
  };
}

/** (O_static - O_feas) / O_static, not clamped: negative where the static choice breaks on test what it kept before. */
export function priceOfStatic({ oStaticJ, oFeasJ }: CellReferences): number | null {
  return oStaticJ !== null && oFeasJ !== null ? (oStaticJ - oFeasJ) / oStaticJ : null;
}
