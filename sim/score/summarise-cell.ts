import type { CellRun } from '../scenario/simulate/cell-run.ts';
import { cellHypervolume } from './cell-hypervolume.ts';
import { priceOfStatic } from './cell-references.ts';
import type { CellReferences } from './cell-score.ts';
import type { CellSummary } from './cell-summary.ts';
import { chosenBeforeTest } from './chosen-before-test.ts';
import { clockNote } from './clock-note.ts';
import { environmentNotes } from './environment-notes.ts';
import { exactMaskJ } from './exact-mask.ts';
import type { RunResult } from './run-result.ts';
import { streamNote } from './stream-note.ts';

/** What all rows of a cell share, and what they say together. */
export function summariseCell(
  run: CellRun,
  results: readonly RunResult[],
  references: CellReferences,
): CellSummary {
  const { target, input } = run;
  const price = priceOfStatic(references);
  const bestStatic = run.bestStatic ? run.options[run.bestStatic.option]!.id : null;
  const small = new Set(run.options.filter((o) => o.role === 'small-dense').map((o) => o.id));
  const kept = results.filter(
    (r) =>
      r.energyPerInferenceJ !== null &&
      r.missesWithinBudget === true &&
      !small.has(r.policy) &&
      chosenBeforeTest(r.policy, bestStatic) &&
      r.policy !== 'random',
  );
  const cheapest = (floorMet: RunResult['floorMet']) =>
    kept
      .filter((r) => r.floorMet === floorMet)
      .sort((a, b) => a.energyPerInferenceJ! - b.energyPerInferenceJ!)[0];
  // A policy whose accuracy is undecided wins only where none is known to keep the floor.
  const best = cheapest('met') ?? cheapest('undecided');
  const notes = run.policies.filter((p) => p.note !== null).map((p) => `${p.policy}: ${p.note}`);
  notes.push(...run.policies.flatMap((p) => (p.notRun ? [`${p.policy} was not run: it ${p.notRun}`] : [])));
  if (price !== null && price < 0.03) {
    notes.unshift(
      `adaptation does not pay here: no choice per request can save more than ${(100 * Math.max(0, price)).toFixed(1)}% over the best single option`,
    );
  }
  if (run.bestStatic && references.oFeasJ === null && input.environment?.supply === undefined) {
    notes.unshift(
      'no choice of options reaches the accuracy floor in this run, not even with the answers known',
    );
  }
  const emissions = emissionsNote(results);
  if (emissions) notes.push(emissions);
  notes.push(...environmentNotes(results));
  const streams = streamNote(results);
  if (streams) notes.push(streams);
  const clocks = clockNote(target.governor, results);
  if (clocks) notes.push(clocks);
  const overspent = overspending(run);
  if (overspent) notes.push(overspent);
  if (outOfReach(run, references))
    notes.push(
      'no policy that keeps floor and miss budget can make the battery last: the proven bound is above its charge',
    );
  return {
    target: target.id,
    targetName: target.name,
    targetClass: target.targetClass,
    runtime: target.runtime,
    ...(target.governor ? { governor: target.governor } : {}),
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
    bestStatic,
    staticFeasible: run.bestStatic?.feasible ?? null,
    priceOfStatic: price,
    boundPerInferenceJ: references.oFeasJ,
    clairvoyantPerInferenceJ: references.oDynJ,
    clairvoyantAccuracy: references.oDynAccuracy,
    maskPerInferenceJ: exactMaskJ(run, run.clairvoyantRuns),
    hypervolume: cellHypervolume(results),
    notes,
  };
}

/** Emissions of every policy, least first, where the grid changes during a run. */
function emissionsNote(results: readonly RunResult[]): string | null {
  const emitting = results
    .flatMap(({ policy, emissionsPerInferenceG: grams, emissionsAboveRestG: above }) =>
      grams == null ? [] : [{ policy, grams, above: above ?? 0 }],
    )
    .sort((a, b) => a.grams - b.grams);
  if (emitting.length === 0) return null;
  const inMicro = (grams: number) => Number((1e6 * grams).toPrecision(3));
  const each = emitting.map(
    ({ policy, grams, above }) => `${policy} ${inMicro(grams)} µg (${inMicro(above)})`,
  );
  return `gCO2e per inference (above rest), each joule at the intensity of its hour: ${each.join(', ')}`;
}

/** Whether the bound, in the mean over the seeds, is above the charge: then no choice of options fits into the budget. */
function outOfReach({ input, traces }: CellRun, { oFeasJ }: CellReferences): boolean {
  if (input.batteryJ === undefined || oFeasJ === null) return false;
  const requests = traces.reduce((sum, trace) => sum + trace.timeNs.length, 0);
  return (oFeasJ * requests) / traces.length > input.batteryJ;
}

/** How many policies spend more than the battery holds; their rows show what a larger one would have had to give. */
function overspending({ input, policies }: CellRun): string | null {
  const { batteryJ, horizonS } = input;
  if (batteryJ === undefined) return null;
  const ran = policies.filter(({ runs }) => runs.length > 0);
  const shares = ran.map(({ runs }) => Math.max(...runs.map((run) => run.energyJ / batteryJ)));
  const over = shares.filter((share) => share > 1).length;
  const charge = `the battery of ${batteryJ} J (${((1000 * batteryJ) / horizonS).toPrecision(3)} mW)`;
  if (over === 0) return `${charge} lasts to the end under every policy`;
  const most = Math.max(...shares).toFixed(2);
  return `${charge} is empty before the end under ${over} of ${ran.length} policies, which need up to ${most} times as much and go on as if they had it`;
}
