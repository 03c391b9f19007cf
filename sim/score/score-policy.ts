import { causes } from '../energy/cause.ts';
import type { CellRun, PolicyRun } from '../scenario/simulate/cell-run.ts';
import type { RequestRun } from '../scenario/simulate/request-run.ts';
import { pairedBootstrap } from '../statistics/paired-bootstrap.ts';
import { QuantileSketch } from '../statistics/quantile-sketch.ts';
import { wilson } from '../statistics/wilson.ts';
import { completed, perInference, sum } from './aggregate.ts';
import type { CellBounds } from './cell-bounds.ts';
import { priceOfStatic } from './cell-references.ts';
import type { CellReferences } from './cell-score.ts';
import { clocksUsed } from './clocks-used.ts';
import { denseOn, exactMaskJ } from './exact-mask.ts';
import { floorStatus } from './floor-status.ts';
import { paretoSet } from './pareto.ts';
import { regretCurve } from './regret-curve.ts';
import type { RunResult, SeedResult } from './run-result.ts';
import { streamResults } from './stream-result.ts';

function headOf(run: CellRun, policy: PolicyRun) {
  const { target, input } = run;
  return {
    target: target.id,
    targetClass: target.targetClass,
    runtime: target.runtime,
    estimated: target.grade === 'estimated',
    denseLoad: input.denseLoad,
    deadlineMs: run.deadlineNs / 1e6,
    policy: policy.policy,
    refusal: policy.refusal,
    ...(policy.notRun === undefined ? {} : { notRun: policy.notRun }),
  };
}

/** One row: all seeds of a policy pooled, against the bound of each seed. The Pareto mark is set later. */
export function scorePolicy(
  run: CellRun,
  policy: PolicyRun,
  bounds: CellBounds | null,
  references: CellReferences,
): RunResult {
  const { runs } = policy;
  if (!bounds || runs.length === 0) return { ...headOf(run, policy), fits: false, ...nothing };
  const { input } = run;
  const requests = sum(runs.map((r) => r.requests));
  const correct = sum(runs.map((r) => r.correct));
  const lost = sum(runs.map((r) => r.missed + r.dropped));
  const energyJ = sum(runs.map((r) => r.energyJ));
  const ended = sum(runs.map(completed));
  const latencies = new QuantileSketch(runs[0]!.latencies.relativeError);
  for (const r of runs) latencies.merge(r.latencies);
  const quantileMs = (q: number) => {
    const ns = latencies.quantile(q);
    return ns === null ? null : ns / 1e6;
  };
  const accuracy = requests > 0 ? correct / requests : null;
  // Requests repeat samples; repeating one is no further evidence about the network.
  const interval = wilson(accuracy ?? 0, Math.min(requests, bounds.distinctSamples()));
  const perSeed = runs.filter((r) => completed(r) > 0).map((r) => r.energyJ / completed(r));
  const overSeeds = perSeed.length > 0 ? pairedBootstrap(perSeed) : null;
  const aboveBoundJ = sum(runs.map((r, i) => r.energyJ - bounds.ofRunJ(i, policy, r)));
  const regretJ = ended > 0 ? aboveBoundJ / ended : null;
  const missShare = requests > 0 ? lost / requests : null;
  return {
    ...headOf(run, policy),
    fits: true,
    requests,
    latencyP50Ms: quantileMs(0.5),
    latencyP95Ms: quantileMs(0.95),
    latencyP99Ms: quantileMs(0.99),
    energyPerInferenceJ: ended > 0 ? energyJ / ended : null,
    energyPerInferenceLowJ: overSeeds?.low ?? null,
    energyPerInferenceHighJ: overSeeds?.high ?? null,
    marginalEnergyPerInferenceJ: perInference(sum(runs.map((r) => r.energyJ - r.idleFloorJ)), runs),
    energyPerCorrectJ: correct > 0 ? energyJ / correct : null,
    energyByCauseJ: byCause(runs),
    meanPowerW: energyJ / (sum(runs.map((r) => r.endNs)) * 1e-9),
    peakPowerW: peakOf(runs),
    peakMemoryBytes: policy.peakMemoryBytes,
    accuracy,
    accuracyLow: accuracy === null ? null : interval.low,
    accuracyHigh: accuracy === null ? null : interval.high,
    accuracyFrom: formsOf(run, policy),
    deadlineMissShare: missShare,
    floorMet: accuracy === null ? null : floorStatus(interval, input.accuracyFloor),
    missesWithinBudget: missShare === null ? null : missShare <= input.missBudget,
    ...ofStreams(run, runs),
    regretJ,
    regret: normalised(regretJ, references),
    priceOfStatic: priceOfStatic(references),
    staticFeasible: run.bestStatic?.feasible ?? null,
    ...(input.intensity
      ? {
          emissionsPerInferenceG: ended > 0 ? sum(runs.map((r) => r.emissionsG ?? 0)) / ended : null,
          emissionsAboveRestG:
            ended > 0 ? sum(runs.map((r) => (r.emissionsG ?? 0) - (r.restEmissionsG ?? 0))) / ended : null,
        }
      : {}),
    ledger: ledgerOf(runs),
    ...macsOf(run, runs),
    ...surroundingsOf(runs),
    ...clocksOf(run, runs),
    switches: sum(runs.map((r) => r.switches)),
    pareto: null,
    realisationRatio: realisation(run, runs),
    maskPerInferenceJ: exactMaskJ(run, runs),
    regretCurveJ: regretCurve(runs, run.clairvoyantRuns),
    bySeed: runs.map((r, i) => seedResult(run.traces[i]!.seed, r, r.energyJ - bounds.ofRunJ(i, policy, r))),
  };
}

/** Highest of all seeds; null where one is not known. */
function peakOf(runs: readonly RequestRun[]): number | null {
  const peaks = runs.flatMap(({ peakPowerW }) => peakPowerW ?? []);
  return peaks.length < runs.length ? null : Math.max(...peaks);
}

function seedResult(seed: number, run: RequestRun, regretJ: number): SeedResult {
  const p95Ns = run.latencies.quantile(0.95);
  return {
    seed,
    requests: run.requests,
    ended: completed(run),
    correct: run.correct,
    lost: run.missed + run.dropped,
    switches: run.switches,
    energyJ: run.energyJ,
    latencyP95Ms: p95Ns === null ? null : p95Ns / 1e6,
    regretJ,
    ...(run.emissionsG === undefined ? {} : { emissionsG: run.emissionsG }),
  };
}

/** Every stream has limits of its own: the row keeps them where every stream does. */
function ofStreams(
  run: CellRun,
  runs: readonly RequestRun[],
): Partial<Pick<RunResult, 'streams' | 'overruns' | 'floorMet' | 'missesWithinBudget'>> {
  const streams = streamResults(run, runs);
  if (!streams) return {};
  const floors = streams.map(({ floorMet }) => floorMet);
  const worst = (['not met', 'undecided'] as const).find((status) => floors.includes(status));
  const mixed = runs.some(({ overruns }) => overruns !== undefined);
  return {
    streams,
    ...(mixed ? { overruns: sum(runs.map(({ overruns = 0 }) => overruns)) } : {}),
    floorMet: worst ?? (floors.includes('met') ? 'met' : null),
    missesWithinBudget: streams.every(({ missesWithinBudget }) => missesWithinBudget !== false),
  };
}

function clocksOf(run: CellRun, runs: readonly RequestRun[]): Pick<RunResult, 'clocks'> {
  const clocks = clocksUsed(run, runs);
  return clocks ? { clocks } : {};
}

/** What supply and temperature did over all seeds, where there are any. */
function surroundingsOf(runs: readonly RequestRun[]): Pick<RunResult, 'supply' | 'heat'> {
  const supplies = runs.flatMap(({ supply }) => supply ?? []);
  const heats = runs.flatMap(({ heat }) => heat ?? []);
  const wholeNs = sum(runs.map(({ endNs }) => endNs));
  return {
    ...(supplies.length > 0
      ? {
          supply: {
            offShare: sum(supplies.map(({ offNs }) => offNs)) / wholeNs,
            restarts: sum(supplies.map(({ restarts }) => restarts)),
            storedJ: sum(supplies.map(({ storedJ }) => storedJ)),
            spilledJ: sum(supplies.map(({ spilledJ }) => spilledJ)),
            leakedJ: sum(supplies.map(({ leakedJ }) => leakedJ)),
          },
        }
      : {}),
    ...(heats.length > 0
      ? {
          heat: {
            peakC: Math.max(...heats.map(({ peakC }) => peakC)),
            slowedShare: sum(heats.map(({ slowedNs }) => slowedNs)) / wholeNs,
          },
        }
      : {}),
  };
}

/** Forms of the tables that a policy replays: one, or one a unit. */
function formsOf({ built }: CellRun, { mayUse }: PolicyRun): string {
  return [...new Set((mayUse.length > 0 ? mayUse : [0]).map((i) => built[i]!.accuracyFrom))].join(' and ');
}

/** The numbers of a row that does not fit. */
const nothing = {
  requests: null,
  latencyP50Ms: null,
  latencyP95Ms: null,
  latencyP99Ms: null,
  energyPerInferenceJ: null,
  energyPerInferenceLowJ: null,
  energyPerInferenceHighJ: null,
  marginalEnergyPerInferenceJ: null,
  energyPerCorrectJ: null,
  energyByCauseJ: null,
  meanPowerW: null,
  peakPowerW: null,
  peakMemoryBytes: null,
  accuracy: null,
  accuracyLow: null,
  accuracyHigh: null,
  accuracyFrom: null,
  deadlineMissShare: null,
  floorMet: null,
  missesWithinBudget: null,
  regretJ: null,
  regret: null,
  priceOfStatic: null,
  staticFeasible: null,
  switches: null,
  pareto: null,
  realisationRatio: null,
} as const;

/** regretJ over the gap between best static and bound, the gap at least a thousandth of the former. */
function normalised(regretJ: number | null, { oStaticJ, oFeasJ }: CellReferences): number | null {
  if (regretJ === null || oStaticJ === null || oFeasJ === null) return null;
  return regretJ / Math.max(oStaticJ - oFeasJ, 0.001 * oStaticJ);
}

/** Energy of the horizon by cause over all seeds, J; causes that spent nothing are left out. */
function byCause(runs: readonly RequestRun[]): Record<string, number> {
  const spent: Record<string, number> = {};
  causes.forEach((cause, c) => {
    const joules = sum(runs.flatMap((r) => r.ledger.map((entry) => entry.joules[c]!)));
    if (joules !== 0) spent[cause] = joules;
  });
  return spent;
}

function ledgerOf(runs: readonly RequestRun[]): NonNullable<RunResult['ledger']> {
  const units = runs[0]!.ledger.map((entry) => entry.unit);
  return units.flatMap((unit, u) =>
    causes.flatMap((cause, c) => {
      const joules = sum(runs.map((r) => r.ledger[u]!.joules[c]!));
      return joules === 0 ? [] : [{ unit, cause, joules }];
    }),
  );
}

/**
 * Multiply-accumulates per completed request: of the dense network (gross), and those of the passes that ran, at their
 * mean over the test table (effective). Without a dense network the ladder's densest ungated point stands for it.
 */
function macsOf(run: CellRun, runs: readonly RequestRun[]): Pick<RunResult, 'grossMacs' | 'effectiveMacs'> {
  const reference =
    run.built.find((option) => option.role === 'dense') ??
    run.built.find((option) => option.role === 'ladder' && !option.gated);
  const ended = sum(runs.map(completed));
  const used = run.built.map((option, i) => ({
    macs: option.meanMacs,
    passes: sum(runs.map((r) => r.passes[i]!)),
  }));
  const known = used.every(({ macs, passes }) => passes === 0 || macs !== null);
  return {
    grossMacs: reference?.meanMacs ?? null,
    effectiveMacs:
      known && ended > 0 ? sum(used.map(({ macs, passes }) => (macs ?? 0) * passes)) / ended : null,
  };
}

/**
 * Time saved over operations saved, both against dense on the same runtime and unit; null where under 0.1% of the
 * operations are saved, or where passes ran on several units or at several clocks, whose times say nothing of each other. Operations are
 * those of the options used, at their mean over the test table.
 */
function realisation(run: CellRun, runs: readonly RequestRun[]): number | null {
  const used = run.built.filter((_, option) => runs.some((r) => r.passes[option]! > 0));
  // The time of a pass that several samples share says nothing of what one of them saves.
  if (run.input.batching) return null;
  const units = new Set(used.map((option) => option.unit));
  if (units.size !== 1 || used.some((option) => option.cut) || runs.some((r) => r.clocks)) return null;
  const reference = denseOn(run, [...units][0]!);
  const denseMacs = reference?.meanMacs;
  if (!denseMacs) return null;
  const denseNs = reference.test!.meanServiceNs;
  const started = sum(runs.map(completed));
  let macs = 0;
  for (const r of runs) {
    for (let option = 0; option < r.passes.length; option++) {
      if (r.passes[option] === 0) continue;
      const each = run.built[option]!.meanMacs;
      if (each === null) return null;
      macs += r.passes[option]! * each;
    }
  }
  if (started === 0) return null;
  const operationsSaved = 1 - macs / (started * denseMacs);
  const timeSaved = 1 - sum(runs.map((r) => r.serviceNs)) / (started * denseNs);
  return operationsSaved < 1e-3 ? null : timeSaved / operationsSaved;
}

/** Marks the rows that no other dominates in p95 latency, energy, accuracy and memory. */
export function markPareto(rows: readonly RunResult[]): RunResult[] {
  const comparable = rows.filter((row) => row.fits && row.energyPerInferenceJ !== null);
  const marks = paretoSet(
    comparable.map((row) => [
      row.latencyP95Ms!,
      row.energyPerInferenceJ!,
      -row.accuracy!,
      row.peakMemoryBytes!,
    ]),
  );
  return rows.map((row) =>
    comparable.includes(row) ? { ...row, pareto: marks[comparable.indexOf(row)]! } : row,
  );
}
