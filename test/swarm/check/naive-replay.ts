import type { Cause } from '../../../sim/energy/cause.ts';
import type { WatchedRun } from '../run/swarm-outcome.ts';
import type { SeenDecision, SeenReview } from '../run/witness.ts';
import type { SampleCost, Work } from './stage-costs.ts';

/** What one unit did from one time to another, and what it spent meanwhile. */
export interface Piece {
  readonly unit: number;
  readonly fromNs: number;
  readonly untilNs: number;
  readonly cause: Cause;
  readonly joules: number;
}

export interface NaiveRun {
  readonly done: number;
  readonly missed: number;
  readonly dropped: number;
  readonly correct: number;
  readonly endNs: number;
  readonly serviceNs: number;
  readonly latenciesNs: number[];
  readonly passes: readonly number[];
  /** Every unit's time from 0 to the end, without gaps. */
  readonly pieces: readonly Piece[];
  /** Energy entered by the time of each look at the battery. */
  readonly charges: readonly { readonly timeNs: number; readonly spentJ: number }[];
  readonly switches: number;
  /** Energy of the same time without a request. */
  readonly idleFloorJ: number;
  /** What the policy should have seen, call by call; the charge where there is a battery. */
  readonly decisions: readonly NaiveDecision[];
  readonly reviews: readonly Omit<SeenReview, 'answer'>[];
}

type NaiveDecision = Omit<SeenDecision, 'answer'>;

interface Event {
  readonly at: number;
  readonly act: () => void;
}

/**
 * The same run again, written from the definitions of docs/design.md and the docstrings of the simulation: lists
 * instead of a heap, a piece of timeline for whatever a unit does, its power integrated at the end. Events of one time
 * happen in the order in which they were scheduled. What the policy answered is taken from the witness.
 */
export function naiveReplay(
  { system, trace, witness }: WatchedRun,
  costOf: (option: number, sample: number, goesOnFrom?: number, clock?: number) => SampleCost,
): NaiveRun {
  const { faults = {} } = system;
  const units = system.units.map((unit) => ({ unit, holder: -1, queue: [] as number[], restsSinceNs: 0 }));
  const requests = Array.from(trace.timeNs, (arrivalNs, i) => ({
    arrivalNs,
    sample: trace.sample[i]!,
    works: [] as readonly Work[],
    next: 0,
    option: -1,
    pass: 0,
    passNs: 0,
    answers: [] as number[],
  }));
  const decided = new Map(witness.decisions.map(({ request, answer }) => [request, answer]));
  for (const { request, answer } of witness.seen) requests[request]!.answers.push(answer);
  const agenda: Event[] = [];
  const pieces: Piece[] = [];
  const charges: NaiveRun['charges'][number][] = [];
  const latenciesNs: number[] = [];
  const passes = system.options.map(() => 0);
  const decisions: NaiveDecision[] = [];
  const reviews: Omit<SeenReview, 'answer'>[] = [];
  let lastConfidence = 1;
  let lastOption = -1;
  let switches = 0;
  let passesBegun = 0;
  let clock = system.clocks?.first;
  const counts = { done: 0, missed: 0, dropped: 0, correct: 0 };
  let now = 0;
  let lastNs = 0;
  let serviceNs = 0;
  let enteredJ = 0;
  const awake = -1;

  function put(...done: readonly Piece[]): void {
    for (const piece of done) {
      pieces.push(piece);
      enteredJ += piece.joules;
    }
  }

  const later = (delayNs: number, act: () => void) => agenda.push({ at: now + delayNs, act });
  const holds = <T extends { fromNs: number; untilNs: number }>(windows: readonly T[], at: number) =>
    windows.find(({ fromNs, untilNs }) => fromNs <= at && at < untilNs);
  const ofUnit = <T extends { unit: string }>(windows: readonly T[] | undefined, u: number) =>
    (windows ?? []).filter(({ unit }) => unit === units[u]!.unit.name);
  const lowestW = (u: number) => Math.min(...units[u]!.unit.powerStates.map((state) => state.powerW));

  function restPieces(u: number, untilNs: number): Piece[] {
    const since = units[u]!.restsSinceNs;
    const states = units[u]!.unit.powerStates;
    return states.flatMap((state, i) => {
      const fromNs = since + (i === 0 ? 0 : state.afterNs);
      const deeper = states[i + 1];
      const end = Math.min(untilNs, deeper ? since + deeper.afterNs : untilNs);
      const joules = state.powerW * (end - fromNs) * 1e-9;
      return end > fromNs
        ? [{ unit: u, fromNs, untilNs: end, cause: i === 0 ? ('idle' as const) : ('sleep' as const), joules }]
        : [];
    });
  }

  function rest(u: number): void {
    if (units[u]!.restsSinceNs === awake) units[u]!.restsSinceNs = now;
  }

  function wake(u: number): number {
    const { restsSinceNs, unit } = units[u]!;
    if (restsSinceNs === awake) return 0;
    put(...restPieces(u, now));
    units[u]!.restsSinceNs = awake;
    const deep = unit.powerStates.filter((state, i) => i === 0 || now - restsSinceNs >= state.afterNs);
    const { wakeNs, wakeEnergyJ, powerW } = deep.at(-1)!;
    const joules = Math.max(wakeEnergyJ, powerW * wakeNs * 1e-9);
    put({ unit: u, fromNs: now, untilNs: now + Math.round(wakeNs), cause: 'wake', joules });
    return Math.round(wakeNs);
  }

  function policyPiece(u: number, fromNs: number, operations: number): number {
    const { policyOperationNs, policyOperationJ } = units[u]!.unit;
    const ns = Math.ceil(operations * policyOperationNs);
    const joules = Math.max(operations * policyOperationJ, lowestW(u) * ns * 1e-9);
    put({ unit: u, fromNs, untilNs: fromNs + ns, cause: 'policy', joules });
    return ns;
  }

  function clockPiece(u: number, fromNs: number): number {
    const { switchNs, switchJ } = units[u]!.unit.clocks!;
    const joules = Math.max(switchJ, lowestW(u) * switchNs * 1e-9);
    put({ unit: u, fromNs, untilNs: fromNs + switchNs, cause: 'clock', joules });
    return switchNs;
  }

  function join(r: number, u: number): void {
    if (units[u]!.holder >= 0) units[u]!.queue.push(r);
    else {
      units[u]!.holder = r;
      begin(r, u);
    }
  }

  function leave(u: number): void {
    const next = units[u]!.queue.shift() ?? -1;
    units[u]!.holder = next;
    if (next >= 0) begin(next, u);
    else rest(u);
  }

  function begin(r: number, u: number): void {
    const outage = holds(ofUnit(faults.outages, u), now);
    if (outage) {
      rest(u);
      later(outage.untilNs - now, () => begin(r, u));
      return;
    }
    if (requests[r]!.option >= 0) {
      work(r, u, wake(u));
      return;
    }
    const decideNs = Math.ceil(witness.cost.decideOperations * units[u]!.unit.policyOperationNs);
    const asks = witness.always === null || decideNs > 0;
    let spentNs = asks ? wake(u) : 0;
    const spentJ = spentBy(now);
    charges.push({ timeNs: now, spentJ });
    if (witness.always === null)
      decisions.push({
        request: r,
        timeNs: now + spentNs,
        queueLength: units[0]!.queue.length,
        deadlineLeftNs: requests[r]!.arrivalNs + system.deadlineNs - now - spentNs,
        batteryShare: Math.max(0, 1 - spentJ / system.batteryJ),
        lastConfidence,
      });
    if (decideNs > 0) spentNs += policyPiece(u, now + spentNs, witness.cost.decideOperations);
    const changes = startPass(r, witness.always ?? decided.get(r) ?? -1);
    const first = requests[r]!.works[0]!.unit;
    if (first === u) {
      const awakeNs = asks ? spentNs : wake(u);
      work(r, u, awakeNs + (changes ? clockPiece(u, now + awakeNs) : 0));
    } else if (spentNs > 0) later(spentNs, () => passOn(r, u));
    else passOn(r, u);
  }

  function passOn(r: number, u: number): void {
    leave(u);
    join(r, requests[r]!.works[requests[r]!.next]!.unit);
  }

  /**
   * @param from the option of the pass that this one refines
   * @returns whether the pass has another clock than the one before
   */
  function startPass(r: number, option: number, from?: number): boolean {
    const request = requests[r]!;
    if (lastOption >= 0 && option !== lastOption) switches++;
    lastOption = option;
    request.option = option;
    request.passNs = 0;
    const before = clock;
    if (system.clocks) clock = witness.clocks[passesBegun++];
    request.works = costOf(option, request.sample, from, clock).works;
    request.next = 0;
    passes[option]!++;
    return clock !== before;
  }

  function work(r: number, u: number, beforeNs: number): void {
    const { works, next } = requests[r]!;
    const { durationNs, joules } = works[next]!;
    const fromNs = now + beforeNs;
    const factor = holds(ofUnit(faults.slowDowns, u), fromNs)?.factor ?? 1;
    const extraNs = Math.ceil((factor - 1) * durationNs);
    const extraJ = units[u]!.unit.powerStates[0]!.powerW * extraNs * 1e-9;
    let untilNs = fromNs + durationNs + extraNs;
    // One piece of time, several causes: only the first has a length.
    put({ unit: u, fromNs, untilNs, cause: 'static', joules: extraJ });
    for (const [cause, j] of joules) put({ unit: u, fromNs: untilNs, untilNs, cause, joules: j });
    serviceNs += durationNs + extraNs;
    requests[r]!.passNs += durationNs + extraNs;
    if (witness.reviews && next === works.length - 1)
      untilNs += policyPiece(u, untilNs, witness.cost.reviewOperations);
    later(untilNs - now, () => endWork(r, u));
  }

  function endWork(r: number, u: number): void {
    const request = requests[r]!;
    let beforeNs = 0;
    if (++request.next === request.works.length) {
      if (witness.reviews)
        reviews.push({
          request: r,
          option: request.option,
          pass: request.pass++,
          confidence: costOf(request.option, request.sample).confidence,
          serviceNs: request.passNs,
          deadlineLeftNs: request.arrivalNs + system.deadlineNs - now,
          queueLength: units[0]!.queue.length,
        });
      const answer = witness.reviews ? (request.answers.shift() ?? -1) : -1;
      if (answer < 0) {
        // Below -1: the answer of an earlier pass is given, that of option -2 - answer.
        if (answer < -1) request.option = -2 - answer;
        finish(r);
        leave(u);
        return;
      }
      if (startPass(r, answer, request.option)) beforeNs = clockPiece(u, now);
    }
    if (request.works[request.next]!.unit === u) work(r, u, beforeNs);
    else passOn(r, u);
  }

  function finish(r: number): void {
    const { arrivalNs, option, sample } = requests[r]!;
    lastNs = now;
    lastConfidence = costOf(option, sample).confidence;
    latenciesNs.push(now - arrivalNs);
    if (now - arrivalNs > system.deadlineNs) counts.missed++;
    else {
      counts.done++;
      if (costOf(option, sample).correct) counts.correct++;
    }
  }

  function arrive(r: number): void {
    if (r + 1 < requests.length) later(requests[r + 1]!.arrivalNs - now, () => arrive(r + 1));
    const { holder, queue } = units[0]!;
    const full = holder >= 0 && queue.length >= system.queueLimit;
    if (full || holds(faults.sensorGaps ?? [], now)) {
      counts.dropped++;
      lastNs = now;
    } else join(r, 0);
  }

  function spentBy(timeNs: number): number {
    const resting = units.flatMap(({ restsSinceNs }, u) =>
      restsSinceNs === awake ? [] : restPieces(u, timeNs),
    );
    return resting.reduce((sum, piece) => sum + piece.joules, enteredJ);
  }

  if (requests.length > 0) later(requests[0]!.arrivalNs, () => arrive(0));
  while (agenda.length > 0) {
    // The first of the earliest: `push` keeps the order of scheduling.
    let first = 0;
    agenda.forEach((event, i) => {
      if (event.at < agenda[first]!.at) first = i;
    });
    const [event] = agenda.splice(first, 1);
    now = event!.at;
    event!.act();
  }
  const endNs = Math.max(lastNs, trace.horizonNs);
  units.forEach((_, u) => {
    put(...restPieces(u, endNs));
  });
  for (const unit of units) unit.restsSinceNs = 0;
  const idleFloorJ = units
    .flatMap((_, u) => restPieces(u, endNs))
    .reduce((sum, piece) => sum + piece.joules, 0);
  const seen = { switches, idleFloorJ, decisions, reviews };
  return { ...counts, ...seen, endNs, serviceNs, latenciesNs, passes, pieces, charges };
}
