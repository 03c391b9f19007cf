import { AccuracyAccount } from '../../sim/policies/accuracy-account.ts';
import { budgetController } from '../../sim/policies/budget-controller.ts';
import type { PolicyDefinition } from '../../sim/policies/policy.ts';
import { safeAccuracy } from '../../sim/policies/safe-accuracy.ts';
import type { OpenedCell } from '../../sim/scenario/open-cell.ts';
import type { FaultPlan } from '../../sim/scenario/simulate/fault-plan.ts';
import type { RequestRun } from '../../sim/scenario/simulate/request-run.ts';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import { scoreCell } from '../../sim/score/score-cell.ts';

/** One cell under the conditions of ALERT: energy per inference of the controller against references. */
export interface AlertRow {
  readonly target: string;
  readonly policy: string;
  readonly contention: number;
  readonly energyPerInferenceJ: number;
  readonly accuracy: number;
  readonly missShare: number;
  /** Horizon energy over that of ALERT's oracle (`oracleOf`), of `O_dyn`, of the best static option, and of the proven bound (null with contention). */
  readonly overOracle: number;
  readonly overDyn: number;
  readonly dynAccuracy: number;
  readonly overStatic: number;
  readonly overBound: number | null;
  readonly floor: number;
}

/**
 * ALERT (Wan et al., USENIX ATC 2020) sends one input a period, lets other work slow the machine down for stretches of
 * time, asks for an accuracy in the mean, and counts the energy of the whole period, idle included. So here: a steady
 * stream all the time, a period of twice the dense time (load 0.5) and a deadline of one period, work beside it in half
 * of the time.
 * @param contention factor on service times while other work runs; 1: none @param requests about so many a seed
 * @param controller that is held against the references
 */
export function alertConditions(
  cell: OpenedCell,
  contention: number,
  requests: number,
  controller: PolicyDefinition = budgetController,
): AlertRow {
  const denseNs = denseServiceNs(cell);
  const periodNs = 2 * denseNs;
  const horizonS = requests * periodNs * 1e-9;
  const input = {
    ...cell.input,
    denseLoad: 0.5,
    deadlineFactor: 2,
    arrivals: { ...cell.input.arrivals, activeShare: 1, pattern: 'periodic' as const, jitter: 0 },
    horizonS,
    conditionDwellS: horizonS / 20,
    batteryJ: undefined,
    policies: ['best-static'],
    ...(contention > 1 ? { faults: halfOfTheTime(cell, contention, horizonS * 1e9) } : {}),
  };
  const run = simulateCell(input, cell.target, cell.reference, cell.networks, cell.built, {
    policies: [controller, oracleOf(cell, contention, input.horizonS * 1e9)],
  });
  const row = scoreCell(run).results.find(({ policy }) => policy === controller.id)!;
  const { clairvoyantRuns: dyn, staticRuns, policies } = run;
  const runsOf = (id: string) => policies.find(({ policy }) => policy === id)!.runs;
  const own = runsOf(controller.id);
  const sum = (runs: readonly RequestRun[], of: (one: RequestRun) => number) =>
    runs.reduce((total, one) => total + of(one), 0);
  const joules = (runs: readonly RequestRun[]) => sum(runs, (one) => one.energyJ);
  return {
    target: cell.name.target,
    policy: controller.id,
    contention,
    energyPerInferenceJ: row.energyPerInferenceJ!,
    accuracy: row.accuracy!,
    missShare: row.deadlineMissShare!,
    overOracle: joules(own) / joules(runsOf('environment-oracle')),
    overDyn: joules(own) / joules(dyn),
    dynAccuracy: sum(dyn, (one) => one.correct) / sum(dyn, (one) => one.requests),
    overStatic: joules(own) / joules(staticRuns),
    overBound: contention > 1 ? null : row.energyPerInferenceJ! / (row.energyPerInferenceJ! - row.regretJ!),
    floor: input.accuracyFloor,
  };
}

/**
 * What ALERT calls its oracle: knows by how much every pass will be slowed down, and of the answers only the mean accuracy
 * of each option. The cheapest option in time that the accuracy account allows, at no cost for deciding.
 */
function oracleOf({ target }: OpenedCell, factor: number, horizonNs: number): PolicyDefinition {
  const partNs = Math.floor(horizonNs / 20);
  return {
    id: 'environment-oracle',
    title: `Environment oracle on ${target.id}`,
    source: 'oracle of ALERT (Wan et al., USENIX ATC 2020)',
    signal: 'the future of the machine, not of the answers',
    adaptive: true,
    create(context) {
      const options = context.choices
        .map((index) => ({
          option: context.options[index]!,
          safe: safeAccuracy(context.options[index]!, context),
        }))
        .sort((a, b) => a.option.pilotEnergyJ - b.option.pilotEnergyJ);
      const fastest = options.reduce((a, b) => (b.option.meanServiceNs < a.option.meanServiceNs ? b : a));
      const account = new AccuracyAccount(context.accuracyFloor, 200);
      return {
        decide({ timeNs, deadlineLeftNs }) {
          const slow = Math.floor(timeNs / partNs) % 2 === 1 && timeNs < 20 * partNs ? factor : 1;
          const inTime = options.filter(({ option }) => option.meanServiceNs * slow <= deadlineLeftNs);
          const surest = inTime.reduce((a, b) => (b.safe > a.safe ? b : a), inTime[0] ?? fastest);
          const chosen = inTime.find(({ safe }) => account.allows(safe)) ?? surest;
          account.book(chosen.safe);
          return chosen.option.index;
        },
        reset: () => account.reset(),
        cost: { decideOperations: 0, reviewOperations: 0 },
      };
    },
  };
}

/** Ten stretches of other work, as long as the pauses between them, on every unit. */
function halfOfTheTime({ target }: OpenedCell, factor: number, horizonNs: number): FaultPlan {
  const partNs = Math.floor(horizonNs / 20);
  return {
    slowDowns: target.units.flatMap(({ name }) =>
      Array.from({ length: 10 }, (_, i) => ({
        unit: name,
        factor,
        fromNs: (2 * i + 1) * partNs,
        untilNs: (2 * i + 2) * partNs,
      })),
    ),
  };
}

/** From the cell's own definition of load: what `deadlineFactor` and `denseLoad` are multiples of. */
function denseServiceNs({ input, target, reference, networks, built }: OpenedCell): number {
  const tiny = { ...input, horizonS: 1e-9, policies: [] };
  return simulateCell(tiny, target, reference, networks, built).denseServiceNs;
}
