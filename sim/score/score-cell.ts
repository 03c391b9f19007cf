import { causes } from '../energy/cause.ts';
import type { CellSummary, RunResult } from '../report/run-report.ts';
import type { CellRun, PolicyRun } from '../scenario/simulate/cell-run.ts';
import { LatencyHistogram } from '../scenario/simulate/latency-histogram.ts';
import type { RequestRun } from '../scenario/simulate/request-run.ts';
import { CellBounds } from './cell-bounds.ts';
import type { CellReferences, CellScore, PolicyDetail, SeedRecord } from './cell-score.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { paretoSet } from './pareto.ts';
import { wilson } from './wilson.ts';

/** Scores every policy of a cell: constraints, energy, regret against a proven bound, Pareto set. */
export function scoreCell(run: CellRun): CellScore {
  const bounds = run.built.length > 0 ? new CellBounds(run) : null;
  const references = referencesOf(run, bounds);
  const rows = run.policies.map((policy) => rowOf(run, policy, bounds, references));
  const results = markPareto(rows);
  return {
    cell: summaryOf(run, results, references),
    results,
    references,
    details: run.policies.map((policy) => detailOf(run, policy, bounds)),
    records: run.policies.flatMap((policy) => recordsOf(run, policy)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const completed = (run: RequestRun): number => run.done + run.missed;
const perInference = (joules: number, runs: readonly RequestRun[]): number | null => {
  const count = sum(runs.map(completed));
  return count > 0 ? joules / count : null;
};

function referencesOf(run: CellRun, bounds: CellBounds | null): CellReferences {
  const feasible = bounds ? run.traces.map((_, i) => bounds.feasibleJ(i)) : [];
  const reachable = feasible.length > 0 && feasible.every((joules) => joules !== null);
  const requests = sum(run.traces.map((trace) => trace.timeNs.length));
  const dyn = run.clairvoyantRuns;
  return {
    oFeasJ: reachable && requests > 0 ? sum(feasible as number[]) / requests : null,
    oStaticJ: perInference(sum(run.staticRuns.map((r) => r.energyJ)), run.staticRuns),
    oDynJ: perInference(sum(dyn.map((r) => r.energyJ)), dyn),
    oDynAccuracy: dyn.length > 0 && requests > 0 ? sum(dyn.map((r) => r.correct)) / requests : null,
    pilots: run.options.map((option) => ({
      option: option.id,
      energyPerInferenceJ: option.pilotEnergyJ,
      accuracy: option.validationAccuracy,
      missShare: option.pilotMissShare,
    })),
  };
}

/** (O_static - O_feas) / O_static, not clamped: negative where the static choice breaks on test what it kept before. */
function priceOfStatic({ oStaticJ, oFeasJ }: CellReferences): number | null {
  return oStaticJ !== null && oFeasJ !== null ? (oStaticJ - oFeasJ) / oStaticJ : null;
}

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
  };
}

function rowOf(
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
  const latencies = new LatencyHistogram();
  for (const r of runs) latencies.merge(r.latencies);
  const quantileMs = (q: number) => {
    const ns = latencies.quantileNs(q);
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
    peakMemoryBytes: policy.peakMemoryBytes,
    accuracy,
    accuracyLow: accuracy === null ? null : interval.low,
    accuracyHigh: accuracy === null ? null : interval.high,
    accuracyFrom: run.built[policy.mayUse[0] ?? 0]!.accuracyFrom,
    deadlineMissShare: missShare,
    floorMet: accuracy === null ? null : floorStatus(interval, input.accuracyFloor),
    missesWithinBudget: missShare === null ? null : missShare <= input.missBudget,
    regretJ,
    regret: normalised(regretJ, references),
    priceOfStatic: priceOfStatic(references),
    staticFeasible: run.bestStatic?.feasible ?? null,
    switches: sum(runs.map((r) => r.switches)),
    pareto: null,
    realisationRatio: realisation(run, runs),
  };
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

function floorStatus(
  { low, high }: { low: number; high: number },
  floor: number,
): 'met' | 'not met' | 'undecided' {
  if (low >= floor) return 'met';
  return high < floor ? 'not met' : 'undecided';
}

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

/**
 * Time saved over operations saved, both against dense on the same runtime; null where under 0.1% of the operations
 * are saved. Operations are those of the options used, at their mean over the test table.
 */
function realisation(run: CellRun, runs: readonly RequestRun[]): number | null {
  const trained = run.built.findIndex((option) => option.role === 'dense');
  const reference = trained >= 0 ? trained : run.built.findIndex((o) => o.role === 'ladder' && !o.gated);
  const denseMacs = run.built[reference]?.meanMacs;
  if (!denseMacs) return null;
  const denseNs = run.built[reference]!.test!.meanServiceNs;
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

function markPareto(rows: readonly RunResult[]): RunResult[] {
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

function summaryOf(run: CellRun, results: readonly RunResult[], references: CellReferences): CellSummary {
  const { target, input } = run;
  const price = priceOfStatic(references);
  const small = new Set(run.options.filter((o) => o.role === 'small-dense').map((o) => o.id));
  const best = results
    .filter(
      (r) => r.fits && r.energyPerInferenceJ !== null && r.floorMet !== 'not met' && r.missesWithinBudget,
    )
    .filter((r) => !small.has(r.policy))
    .sort((a, b) => a.energyPerInferenceJ! - b.energyPerInferenceJ!)[0];
  const notes = run.policies.filter((p) => p.note !== null).map((p) => `${p.policy}: ${p.note}`);
  if (price !== null && price < 0.03) {
    notes.unshift(
      `adaptation does not pay here: no choice per request can save more than ${(100 * price).toFixed(1)}% over the best single option`,
    );
  }
  if (run.bestStatic && references.oFeasJ === null) {
    notes.unshift(
      'no choice of options reaches the accuracy floor in this run, not even with the answers known',
    );
  }
  return {
    target: target.id,
    targetName: target.name,
    targetClass: target.targetClass,
    runtime: target.runtime,
    grade: target.grade,
    estimated: target.grade === 'estimated',
    boundary: target.boundary,
    validated: target.validated,
    latencyInterval: target.latencyInterval,
    energyInterval: target.energyInterval,
    denseLoad: input.denseLoad,
    activeShare: input.arrivals.activeShare,
    requestsPerSecond: 1e9 / run.meanInterarrivalNs,
    denseServiceMs: run.denseServiceNs / 1e6,
    deadlineFactor: run.deadlineNs / run.denseServiceNs,
    deadlineMs: run.deadlineNs / 1e6,
    fits: run.built.length > 0,
    refusal: run.refusal,
    bestPolicy: best?.policy ?? null,
    bestStatic: run.bestStatic ? run.options[run.bestStatic.option]!.id : null,
    staticFeasible: run.bestStatic?.feasible ?? null,
    priceOfStatic: price,
    boundPerInferenceJ: references.oFeasJ,
    notes,
  };
}

function detailOf(run: CellRun, policy: PolicyRun, bounds: CellBounds | null): PolicyDetail {
  const { runs } = policy;
  const units = run.target.units.map((unit, u) => {
    const joules = causes
      .map((cause, c) => [cause, sum(runs.map((r) => r.ledger[u]!.joules[c]!))] as const)
      .filter(([, j]) => j !== 0);
    return [unit.name, Object.fromEntries(joules)] as const;
  });
  const emptied = runs.map((r) => r.batteryEmptyAtNs).filter((ns) => ns !== null);
  const pairs = runs.length > 0 && run.staticRuns.length === runs.length;
  return {
    policy: policy.policy,
    title: policy.title,
    note: policy.note,
    energyByUnitJ: runs.length > 0 ? Object.fromEntries(units) : null,
    batteryEmptyAtS: emptied.length > 0 ? Math.min(...emptied) / 1e9 : null,
    savedVsStatic: pairs
      ? pairedBootstrap(runs.map((r, i) => 1 - r.energyJ / run.staticRuns[i]!.energyJ))
      : null,
    passes: Object.fromEntries(
      run.options
        .map((option, o) => [option.id, sum(runs.map((r) => r.passes[o]!))] as const)
        .filter(([, count]) => count > 0),
    ),
    regretBySeedJ: bounds ? runs.map((r, i) => r.energyJ - bounds.ofRunJ(i, policy, r)) : [],
  };
}

function recordsOf(run: CellRun, policy: PolicyRun): SeedRecord[] {
  return policy.runs.map((r, i) => ({
    policy: policy.policy,
    seed: run.traces[i]!.seed,
    requests: r.requests,
    done: r.done,
    missed: r.missed,
    dropped: r.dropped,
    correct: r.correct,
    switches: r.switches,
    eventHash: r.eventHash,
  }));
}
