import { lowestRestW, type OptionCosts } from '../scenario/simulate/option-costs.ts';
import type { Unit } from '../targets/target.ts';
import type { RequestTrace } from '../workload/arrivals/request-trace.ts';
import { type CodeSpan, leastOverCode } from './code-spans.ts';
import { type GapMove, GapMoves } from './gap-moves.ts';
import { type Label, LabelStaircase } from './label-staircase.ts';
import type { Prices } from './lower-bound.ts';

/** Requests of one run on one unit that serves all of them, first come, first served, and drops none. */
export interface ScheduleInstance {
  readonly trace: RequestTrace;
  readonly unit: Unit;
  /** Options that any pass may use; one a clock, where a governor changes it. */
  readonly options: readonly OptionCosts[];
  readonly deadlineNs: number;
  /** False: one pass a request and no policy code; what is then found exactly is the least energy there is. */
  readonly extraWork: boolean;
  /** What a change of the clock takes and costs, where a governor may change it. */
  readonly clockChange?: { readonly ns: number; readonly joules: number } | undefined;
}

/** Time that a decision and up to sixteen reviews are rounded up by at most, which costs them nothing. */
const roundedUpNs = 17;
const guard = 1e-12;
/** Labels of an exact search, and requests: with more the search gives up, because its time grows with their square. */
const mostExact = 1000;
const mostExactRequests = 30;
/** Labels after each request of a search with prices. */
const mostPriced = 16;
/** Labels of a search over the code of policies: after each request, and all that it makes. */
const mostBranched = 200;
const mostMade = 200_000;
/** Share of the whole energy by which the bound may lie under what a policy is known to spend without being sought further. */
const nearEnough = 0.005;
const noCode: CodeSpan = { leastNs: 0, mostNs: 0 };
const anyCode: CodeSpan = { leastNs: 0, mostNs: Number.POSITIVE_INFINITY };

const start: Label = { freeNs: 0, slackNs: 0, joules: 0, correct: 0, missed: 0 };

/**
 * A proven lower bound that, unlike `LowerBound`, knows the order of the requests: how long they wait for each other, what
 * the unit spends while it rests between them, and what waking it costs. Joules above the lowest rest of the horizon.
 *
 * Proof. Of a run, keep of every request only the pass whose answer was taken; everything else that the unit did is extra
 * work: policy code, other passes, changes of the clock. Extra work spends at least `extraW` above the lowest rest (the
 * least that any option, policy code or a change does), but for the ns that rounding up gives away at up to `extraW` and the lowest rest, two of them at
 * the power of code, subtracted at the end. By induction there is a label (f, s, J) with f <= F <= f + s and J + extraW (F - f) <= E, where F is when the
 * unit was free after the request and E what had been spent. It holds for (0, 0, 0): no work comes before a request. Let
 * the next request come at t. If F >= t it started at once: the label goes to max(f, t), pays extraW (t - f) if f < t, and
 * has that much less of s left. If F < t (or F = t and a rest began in that very ns) the unit rested for t - F, at most
 * t - f and at least t - f - s, and woke from some state: the label works for F - f and then rests as long, which
 * `GapMoves.before` lists or beats, and starts with the run. Then it makes the pass, and s grows by what the request may
 * have had of extra work. So the least label that keeps the limits bounds every run, and so does a set in which a label
 * is replaced by an earlier (f', s + f - f', J - extraW (f - f')), which implies the same of F and E. What is right or
 * late is decided by the label's end, at or before the run's.
 *
 * How much extra work. Without more said, any. Yet a policy's code takes the same time for every request with one pass
 * (one decision and one review), say c, and a request with more has another whole pass at least, and any work beside it.
 * So for the policies whose c lies in [c1, c2] a label pays c1 with every pass, and s grows by c2 - c1, or without end
 * after a second pass that it pays. `leastOverCode` takes the least over all c. Where a governor may change the clock, no
 * more is said: a pass with a change before it has more extra work than another.
 *
 * Of a policy that holds requests back nothing of this is true: it may let the unit rest on while requests wait.
 *
 * Few requests are searched exactly. For more, right answers and misses get prices, and any prices give a bound.
 */
export class ScheduleBound {
  private readonly instance: ScheduleInstance;
  private readonly gaps: GapMoves;
  /** Least power of policy code above the lowest rest, and of any extra work, W. */
  private readonly codeW: number;
  private readonly extraW: number;
  private readonly lowW: number;

  constructor(instance: ScheduleInstance) {
    const { unit, options, extraWork, clockChange } = instance;
    this.instance = instance;
    this.lowW = lowestRestW(unit);
    this.codeW =
      unit.policyOperationNs > 0
        ? Math.max(0, unit.policyOperationJ / (unit.policyOperationNs * 1e-9) - this.lowW)
        : Number.POSITIVE_INFINITY;
    const changeW =
      clockChange && clockChange.ns > 0
        ? Math.max(0, clockChange.joules / (clockChange.ns * 1e-9) - this.lowW)
        : Number.POSITIVE_INFINITY;
    this.extraW = extraWork
      ? Math.min(this.codeW, changeW, ...options.map(leastPowerW))
      : Number.POSITIVE_INFINITY;
    this.gaps = new GapMoves(unit, this.extraW);
  }

  /**
   * @returns joules, null where no schedule keeps the limits, undefined where there are too many to tell
   */
  exact(minCorrect: number, maxMissed: number): number | null | undefined {
    const { trace, extraWork, clockChange } = this.instance;
    if (trace.timeNs.length > mostExactRequests) return undefined;
    const limits = { minCorrect, maxMissed };
    if (clockChange) return this.search(anyCode, false, limits);
    const onePassJ = this.search(noCode, false, limits);
    if (!extraWork || onePassJ === null) return onePassJ;
    const anyJ = this.search(anyCode, false, limits);
    if (typeof anyJ !== 'number' || onePassJ === undefined) return anyJ;
    const toleranceJ = nearEnough * (onePassJ + this.lowW * trace.horizonNs * 1e-9);
    if (anyJ >= onePassJ - toleranceJ) return anyJ;
    const effort = { left: mostMade };
    const spanJ = (code: CodeSpan) => this.search(code, true, limits, effort);
    if (this.codeW === Number.POSITIVE_INFINITY) return Math.max(anyJ, spanJ(noCode) ?? anyJ);
    return leastOverCode(spanJ, trace.horizonNs, { lowJ: anyJ, highJ: onePassJ, toleranceJ });
  }

  /**
   * @param others whether a request may have a second pass @param effort labels that may still be made
   * @returns as `exact`
   */
  private search(
    code: CodeSpan,
    others: boolean,
    { minCorrect, maxMissed }: { readonly minCorrect: number; readonly maxMissed: number },
    effort?: { left: number },
  ): number | null | undefined {
    let labels: readonly Label[] = [start];
    const n = this.instance.trace.timeNs.length;
    for (let i = 0; i < n; i++) {
      const left = n - i - 1;
      const next = this.extend(labels, i, code, others).filter(
        ({ correct, missed }) => missed <= maxMissed && correct + left >= minCorrect,
      );
      if (effort) effort.left -= next.length;
      if (effort && effort.left < 0) return undefined;
      const kept = this.undominated(next, effort ? mostBranched : mostExact);
      if (!kept) return undefined;
      labels = kept;
      if (labels.length === 0) return null;
    }
    return this.lowered(this.leastEndJ(labels));
  }

  /** @param prices of a right answer and of a miss, J; the better they are, the tighter the bound */
  priced({ rightJ, missJ }: Prices, minCorrect: number, maxMissed: number): number {
    const code = this.instance.extraWork ? anyCode : noCode;
    let labels: readonly Label[] = [start];
    for (let i = 0; i < this.instance.trace.timeNs.length; i++)
      labels = this.joined(this.pricedStep(labels, i, code, { rightJ, missJ }));
    const paidJ = rightJ * minCorrect;
    const allowedJ = missJ * maxMissed;
    return this.lowered(this.leastEndJ(labels) + paidJ - allowedJ, paidJ + allowedJ);
  }

  private lowered(joules: number, termsJ = 0): number {
    const n = this.instance.trace.timeNs.length;
    const perNsW = (watts: number, ns: number) => (watts < Number.POSITIVE_INFINITY ? watts * ns : 0);
    const roundedW = perNsW(this.extraW + this.lowW, roundedUpNs) + perNsW(this.codeW, 2);
    const roundingJ = this.instance.extraWork ? n * roundedW * 1e-9 : 0;
    return joules - roundingJ - guard * (Math.abs(joules) + 2 * termsJ);
  }

  /** Every way of serving the next request, told one by one: when it ends, what was spent by then, and how late the run may be. */
  private eachWay(
    labels: readonly Label[],
    request: number,
    code: CodeSpan,
    others: boolean,
    tell: (from: Label, endNs: number, joules: number, slackNs: number, costs: OptionCosts) => void,
  ): void {
    const { trace, options } = this.instance;
    const atNs = trace.timeNs[request]!;
    const sample = trace.sample[request]!;
    const codeJ = code.leastNs > 0 ? this.codeW * code.leastNs * 1e-9 : 0;
    for (const from of labels) {
      const { freeNs, slackNs, joules } = from;
      const moves: readonly GapMove[] =
        freeNs <= atNs ? this.gaps.before(atNs - freeNs, slackNs) : [{ wakeNs: 0, joules: 0, slackNs }];
      for (const move of moves) {
        const startNs = Math.max(freeNs, atNs) + move.wakeNs + code.leastNs;
        const furtherNs = move.slackNs + (code.mostNs - code.leastNs);
        for (const costs of options) {
          const row = costs.stride * sample;
          const passJ = joules + move.joules + codeJ + costs.marginalJ[row]!;
          const endNs = startNs + costs.serviceNs[row]!;
          tell(from, endNs, passJ, furtherNs, costs);
          if (!others) continue;
          for (const other of options) {
            const otherRow = other.stride * sample;
            const bothNs = endNs + other.serviceNs[otherRow]!;
            tell(from, bothNs, passJ + other.marginalJ[otherRow]!, Number.POSITIVE_INFINITY, costs);
          }
        }
      }
    }
  }

  private extend(labels: readonly Label[], request: number, code: CodeSpan, others: boolean): Label[] {
    const { trace, deadlineNs } = this.instance;
    const atNs = trace.timeNs[request]!;
    const sample = trace.sample[request]!;
    const next: Label[] = [];
    this.eachWay(labels, request, code, others, ({ correct, missed }, freeNs, joules, slackNs, costs) => {
      const late = freeNs - atNs > deadlineNs;
      next.push({
        ...{ freeNs, slackNs, joules },
        correct: correct + (late ? 0 : costs.correct[sample]!),
        missed: missed + (late ? 1 : 0),
      });
    });
    return next;
  }

  /** The same with right answers and misses priced: the labels that no other implies, in the order of time. */
  private pricedStep(
    labels: readonly Label[],
    request: number,
    code: CodeSpan,
    { rightJ, missJ }: Prices,
  ): readonly Label[] {
    const { trace, deadlineNs } = this.instance;
    const atNs = trace.timeNs[request]!;
    const sample = trace.sample[request]!;
    const left = this.extraW < Number.POSITIVE_INFINITY ? new LabelStaircase(this.extraW, atNs) : null;
    const all: Label[] = [];
    this.eachWay(labels, request, code, false, (_, freeNs, spentJ, slackNs, costs) => {
      const late = freeNs - atNs > deadlineNs;
      const joules = late ? spentJ + missJ : costs.correct[sample] === 1 ? spentJ - rightJ : spentJ;
      if (left) left.add(freeNs, slackNs, joules);
      else all.push({ freeNs, slackNs, joules, correct: 0, missed: 0 });
    });
    return left?.labels ?? this.undominated(all, Number.POSITIVE_INFINITY)!;
  }

  /** The labels that no other implies, in the order of time; null where there are more than `most`. */
  private undominated(labels: Label[], most: number): Label[] | null {
    labels.sort((a, b) => a.freeNs - b.freeNs || a.joules - b.joules);
    const kept: Label[] = [];
    // Those that have implied many stand first: most labels are implied by one of the same few.
    const asked: Label[] = [];
    for (const label of labels) {
      const at = asked.findIndex((other) => this.implies(other, label));
      if (at < 0) {
        if (kept.length === most) return null;
        kept.push(label);
        asked.push(label);
      } else if (at > 0) {
        const before = at >> 1;
        [asked[at], asked[before]] = [asked[before]!, asked[at]!];
      }
    }
    return kept;
  }

  private implies(a: Label, b: Label): boolean {
    if (a.correct < b.correct || a.missed > b.missed || a.freeNs > b.freeNs) return false;
    const laterNs = b.freeNs - a.freeNs;
    if (a.slackNs < b.slackNs + laterNs) return false;
    return a.joules + (laterNs > 0 ? this.extraW * laterNs * 1e-9 : 0) <= b.joules;
  }

  /** At most so many labels; neighbours in time become one that implies both. */
  private joined(labels: readonly Label[]): Label[] {
    if (labels.length <= mostPriced) return [...labels];
    const each = Math.ceil(labels.length / mostPriced);
    const joined: Label[] = [];
    for (let i = 0; i < labels.length; i += each) {
      const group = labels.slice(i, i + each);
      const { freeNs } = group[0]!;
      const before = (label: Label) =>
        label.freeNs > freeNs ? label.joules - this.extraW * (label.freeNs - freeNs) * 1e-9 : label.joules;
      const slackNs = Math.max(...group.map((label) => label.slackNs + (label.freeNs - freeNs)));
      joined.push({ freeNs, slackNs, joules: Math.min(...group.map(before)), correct: 0, missed: 0 });
    }
    return joined;
  }

  private leastEndJ(labels: readonly Label[]): number {
    const { horizonNs } = this.instance.trace;
    const endJ = ({ freeNs, slackNs, joules }: Label) =>
      joules +
      this.gaps.after(horizonNs - freeNs, slackNs) +
      this.lowW * Math.max(0, freeNs - horizonNs) * 1e-9;
    return labels.reduce((least, label) => Math.min(least, endJ(label)), Number.POSITIVE_INFINITY);
  }
}

/** Least mean power of a pass above the lowest rest over all samples, W; Infinity where passes take no time. */
function leastPowerW({ marginalJ, serviceNs }: OptionCosts): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < serviceNs.length; i++)
    if (serviceNs[i]! > 0) least = Math.min(least, marginalJ[i]! / (serviceNs[i]! * 1e-9));
  return least;
}
