import { type Policy, recall } from '../../sim/policies/policy.ts';
import { mostPasses } from '../../sim/scenario/simulate/request-reviews.ts';
import type { RequestRun } from '../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../sim/scenario/simulate/simulate-requests.ts';
import { wakeEnergyJ } from '../../sim/targets/wake-energy.ts';
import type { SmallInstance } from './exhaustive-instance.ts';

/** A policy written out: the options of every request's passes, the one whose answer is taken first. */
export interface WrittenPolicy {
  readonly codeNs: number;
  readonly passes: readonly (readonly number[])[];
}

/** What passes of one request come to: the cheapest of those that take as long and are as right. */
interface Work {
  readonly ns: number;
  readonly joules: number;
  readonly right: number;
  readonly options: readonly number[];
}

interface State {
  readonly freeNs: number;
  readonly joules: number;
  readonly correct: number;
  readonly missed: number;
  readonly path: { readonly work: Work; readonly before: State['path'] } | null;
}

/** Nanoseconds of one operation of policy code on the unit of `drawInstance`, and of which its times are multiples. */
const operationNs = 10;
const gridNs = 1e5;

/**
 * The cheapest of *all* policies that keep the limits of an instance, by enumeration: every length of code, for every request
 * every set of up to `most` passes with any of their answers. Two things keep it finite. Passes of one request count by their
 * sums alone, and requests before by when the unit is free and what was achieved (states that agree in these are the same
 * from then on; no other is dropped but by its cost). And for given passes energy rises with the length of the code,
 * which costs more than any rest does, but for jumps where a rest becomes too short for a deeper state: so the least lies at no
 * code or at one of these lengths (`codeLengths`). Code of reviews is left out: where requests have one pass it is code like
 * that of decisions, and a policy with more only spends more choices on it.
 * @param most passes of a request @param underJ of some policy that keeps the limits: dearer ones are not followed
 * @returns null where none is cheaper than `underJ`
 */
export function cheapestPolicy(
  instance: SmallInstance,
  underJ: number,
  most = mostPasses,
): { readonly policy: WrittenPolicy; readonly joules: number } | null {
  const { trace } = instance;
  const works = new Map<number, readonly Work[]>();
  for (const sample of trace.sample)
    if (!works.has(sample)) works.set(sample, worksOf(instance, sample, most));
  const ofRequest = [...trace.sample].map((sample) => works.get(sample)!);
  let leastJ = underJ;
  let found: WrittenPolicy | null = null;
  for (const codeNs of codeLengths(instance, leastJ, ofRequest)) {
    const end = cheapestWith(instance, codeNs, ofRequest, leastJ);
    if (!end) continue;
    leastJ = end.joules;
    const passes: (readonly number[])[] = [];
    for (let step = end.path; step; step = step.before) passes.unshift(step.work.options);
    found = { codeNs, passes };
  }
  return found && { policy: found, joules: leastJ };
}

/** Puts a written policy through the real simulator. */
export function runWritten({ system, trace }: SmallInstance, { codeNs, passes }: WrittenPolicy): RequestRun {
  const policy: Policy = {
    // The answer that is taken comes first, and is recalled after the others.
    decide: ({ request }) => passes[request]![0]!,
    review({ request, pass }) {
      const options = passes[request]!;
      if (pass + 1 < options.length) return options[pass + 1]!;
      return options.length > 1 && options.at(-1) !== options[0] ? recall(options[0]!) : -1;
    },
    cost: { decideOperations: codeNs / operationNs, reviewOperations: 0 },
  };
  return simulateRequests(system, trace, policy);
}

/** Of all sets of passes, the cheapest of each length, right and wrong. */
function worksOf({ system }: SmallInstance, sample: number, most: number): readonly Work[] {
  const single = system.options.map(({ serviceNs, segments, correct }, option): Work => {
    const joules = segments[0]!.joules[sample]!;
    return { ns: serviceNs[sample]!, joules, right: correct[sample]!, options: [option] };
  });
  const all = new Map<string, Work>();
  let last: readonly Work[] = single;
  for (let passes = 1; passes <= most; passes++) {
    const kept = new Map<string, Work>();
    for (const work of last) {
      const key = `${work.ns} ${work.right}`;
      if (work.joules < (kept.get(key)?.joules ?? Number.POSITIVE_INFINITY)) kept.set(key, work);
      if (work.joules < (all.get(key)?.joules ?? Number.POSITIVE_INFINITY)) all.set(key, work);
    }
    last = [...kept.values()].flatMap((work) =>
      single.map(({ ns, joules, right, options }): Work => {
        const first = right > work.right ? [...options, ...work.options] : [...work.options, ...options];
        return {
          ns: work.ns + ns,
          joules: work.joules + joules,
          right: Math.max(right, work.right),
          options: first,
        };
      }),
    );
  }
  return [...all.values()].sort((a, b) => a.joules - b.joules);
}

/** Energy and wake-up of a rest of this length, from the definition of power states. */
function restOf({ system }: SmallInstance, ns: number) {
  const states = system.units[0]!.powerStates;
  let joules = 0;
  let deepest = states[0]!;
  states.forEach((state, i) => {
    const from = i === 0 ? 0 : state.afterNs;
    const until = states[i + 1]?.afterNs ?? Number.POSITIVE_INFINITY;
    joules += state.powerW * Math.max(0, Math.min(ns, until) - from) * 1e-9;
    if (ns >= from) deepest = state;
  });
  return { joules, wakeNs: deepest.wakeNs, wakeJ: wakeEnergyJ(deepest) };
}

function lowW({ system }: SmallInstance): number {
  return Math.min(...system.units[0]!.powerStates.map(({ powerW }) => powerW));
}

/** Least that requests from each on spend above the lowest rest, J, in passes alone. */
function leastToCome(instance: SmallInstance, ofRequest: readonly (readonly Work[])[]): readonly number[] {
  const aboveJ = (work: Work) => work.joules - lowW(instance) * work.ns * 1e-9;
  const least = ofRequest.map((works) => Math.min(...works.map(aboveJ)));
  return [...least.map((_, i) => least.slice(i).reduce((sum, joules) => sum + joules, 0)), 0];
}

const codeJOf = ({ system }: SmallInstance, ns: number): number =>
  (ns / operationNs) * system.units[0]!.policyOperationJ;

/** The cheapest way to serve all requests with code of this length, if it costs less than `underJ`. */
function cheapestWith(
  instance: SmallInstance,
  codeNs: number,
  ofRequest: readonly (readonly Work[])[],
  underJ: number,
): State | null {
  const { system, trace, minCorrect, maxMissed } = instance;
  const { horizonNs, timeNs } = trace;
  const codeJ = codeJOf(instance, codeNs);
  const toCome = leastToCome(instance, ofRequest);
  const floorW = lowW(instance);
  const codeAboveJ = codeJ - floorW * codeNs * 1e-9;
  let states: readonly State[] = [{ freeNs: 0, joules: 0, correct: 0, missed: 0, path: null }];
  timeNs.forEach((atNs, request) => {
    const next = new Map<string, State>();
    const left = timeNs.length - request - 1;
    const restJ = (freeNs: number) =>
      floorW * Math.max(0, horizonNs - freeNs) * 1e-9 + toCome[request + 1]! + left * codeAboveJ;
    for (const state of states) {
      const gapNs = atNs - state.freeNs;
      const rest = gapNs >= 0 ? restOf(instance, gapNs) : null;
      const startNs = Math.max(atNs, state.freeNs) + (rest?.wakeNs ?? 0) + codeNs;
      const startJ = state.joules + (rest ? rest.joules + rest.wakeJ : 0) + codeJ;
      for (const work of ofRequest[request]!) {
        const freeNs = startNs + work.ns;
        const joules = startJ + work.joules;
        const late = freeNs - atNs > system.deadlineNs;
        const missed = state.missed + (late ? 1 : 0);
        const correct = state.correct + (late ? 0 : work.right);
        if (missed > maxMissed || correct + left < minCorrect) continue;
        if (joules + restJ(freeNs) >= underJ) continue;
        const key = `${freeNs} ${correct} ${missed}`;
        if (joules >= (next.get(key)?.joules ?? Number.POSITIVE_INFINITY)) continue;
        next.set(key, { freeNs, joules, correct, missed, path: { work, before: state.path } });
      }
    }
    states = [...next.values()];
  });
  let best: State | null = null;
  for (const state of states) {
    const joules = state.joules + restOf(instance, Math.max(0, horizonNs - state.freeNs)).joules;
    if (joules < Math.min(underJ, best?.joules ?? underJ)) best = { ...state, joules };
  }
  return best;
}

/**
 * Lengths of code at which a rest may just become too short for a deeper state: a unit that woke at one arrival (`wakeNs`),
 * then served m requests with code c and passes of a whole number of grid steps, is free c m later than without code. Arrivals
 * lie on the same grid. So c m is a number of steps less the time after which the state begins and the wake-up.
 */
function codeLengths(
  instance: SmallInstance,
  underJ: number,
  ofRequest: readonly (readonly Work[])[],
): readonly number[] {
  const { system, trace } = instance;
  const { powerStates } = system.units[0]!;
  const n = trace.timeNs.length;
  const floorJ = lowW(instance) * trace.horizonNs * 1e-9 + leastToCome(instance, ofRequest)[0]!;
  const aboveJ = codeJOf(instance, operationNs) - lowW(instance) * operationNs * 1e-9;
  const mostNs = (operationNs * (underJ - floorJ)) / (n * aboveJ);
  const lengths = new Set([0]);
  for (let m = 1; m <= n; m++)
    for (const { afterNs } of powerStates.slice(1))
      for (const { wakeNs } of powerStates) {
        const short = (((-afterNs - wakeNs) % gridNs) + gridNs) % gridNs;
        for (let ns = short; ns <= m * (mostNs + operationNs); ns += gridNs) {
          const length = operationNs * Math.ceil(ns / (m * operationNs));
          // A state begins at the very end of its time: one step further is on the other side of it.
          for (const each of [length, length + operationNs]) if (each <= mostNs) lengths.add(each);
        }
      }
  return [...lengths].sort((a, b) => a - b);
}
