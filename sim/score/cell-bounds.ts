import type { CellRun, PolicyRun } from '../scenario/simulate/cell-run.ts';
import { clockCharge } from '../scenario/simulate/clocks/clock-charge.ts';
import { lowestRestW } from '../scenario/simulate/option-costs.ts';
import type { RequestRun } from '../scenario/simulate/request-run.ts';
import { boundOptions } from './bound-options.ts';
import { LowerBound } from './lower-bound.ts';
import { ScheduleBound } from './schedule-bound.ts';
import { StreamBounds } from './stream-bounds.ts';

/** Against rounding, as in `LowerBound`: a rest of an hour dwarfs the work of some targets. */
const guard = 1e-12;

/** Up to so many requests a run, the bound also knows their order; for more that would take longer than the run itself. */
const mostScheduled = 500;
/** Where a run breaks its limits the bound at its own counts knows the order only of so few: every such run has others. */
const mostAtOwnCounts = 30;
/** The bound that knows the order has been proven for cells with no other settings than these. */
const provenFor = new Set([
  ...['target', 'runtime', 'referenceRuntime', 'denseLoad', 'deadlineFactor', 'deadlineMs', 'arrivals'],
  ...['conditionDwellS', 'horizonS', 'seeds', 'tuningSeed', 'accuracyFloor', 'missBudget', 'batteryJ'],
  ...['gridIntensityGPerKwh', 'intensity', 'policies', 'networks'],
]);

interface Pair {
  readonly assignment: LowerBound;
  readonly schedule: ScheduleBound | null;
}

/** Proven lower bounds on the horizon energy of a cell's runs. */
export class CellBounds {
  private readonly run: CellRun;
  private readonly restJ: number;
  private readonly sampleJ: number;
  private readonly counts: readonly Uint32Array[];
  private readonly distinct: number;
  /** Null where all requests are alike. */
  private readonly streams: StreamBounds | null;
  /** Whether any run could have dropped requests: at a full queue, or where the sensor lost them. */
  private readonly mayDrop: boolean;
  private readonly bounds = new Map<string, Pair>();
  private readonly found = new Map<string, number | null>();

  constructor(run: CellRun) {
    this.run = run;
    const { queueLimit, faults, environment } = run.input;
    const mayLose = (faults?.sensorGaps ?? []).length > 0 || environment?.supply !== undefined;
    this.mayDrop = queueLimit !== undefined || mayLose;
    // Where every request is sensed, that is part of any run.
    this.sampleJ = mayLose ? 0 : (environment?.sensor?.sampleJ ?? 0);
    // The simulated horizon, in whole ns: on a card at 120 W, half a nanosecond more is a bound above what was spent.
    const horizonS = run.traces[0]!.horizonNs * 1e-9;
    // A unit that is off draws nothing, and how long it is depends on what the policy spends.
    const restJ = environment?.supply
      ? 0
      : run.target.units.reduce((sum, unit) => sum + lowestRestW(unit) * horizonS, 0);
    // The least number of replicas is on all the time; what others draw besides their passes is left out.
    this.restJ = (restJ - guard * restJ) * (run.input.replicas?.least ?? 1);
    const shown = new Uint8Array(run.built[0]!.test!.sampleCount);
    this.counts = run.traces.map((trace) => {
      const counts = new Uint32Array(run.built[0]!.test!.sampleCount);
      for (const sample of trace.sample) {
        counts[sample]!++;
        shown[sample] = 1;
      }
      return counts;
    });
    this.distinct = shown.reduce((sum, one) => sum + one, 0);
    this.streams = run.input.streams ? new StreamBounds(run, this.mayDrop) : null;
  }

  /** Distinct samples over all seeds: the independent evidence behind an accuracy. */
  distinctSamples(): number {
    return this.distinct;
  }

  /**
   * `O_feas` of one seed: at least the floor's number right, at most the allowed misses, over the list that adaptive
   * policies choose from. Null where even the best assignment misses the floor.
   */
  feasibleJ(seedIndex: number): number | null {
    if (this.streams) return this.whole(this.streams.feasibleJ(seedIndex, this.run.choices), seedIndex);
    const { correct, missed } = this.required(seedIndex);
    return this.atJ(seedIndex, this.run.choices, this.mayDrop, correct, missed);
  }

  /**
   * The bound a run is measured against: the feasible one, or, where the run breaks the floor or the miss budget (or
   * the floor cannot be reached), the bound at the run's own counts. Options of the run's own that are not in the
   * common list are added to it.
   */
  ofRunJ(seedIndex: number, policy: PolicyRun, run: RequestRun): number {
    const { choices } = this.run;
    const list = [...new Set([...choices, ...policy.mayUse])].sort((a, b) => a - b);
    if (this.streams) return this.whole(this.streams.ofRunJ(seedIndex, list, run), seedIndex)!;
    const mayDrop = this.mayDrop || run.dropped > 0;
    const { correct, missed } = this.required(seedIndex);
    const lost = run.missed + run.dropped;
    const keeps = run.correct >= correct && lost <= missed;
    const bound = keeps
      ? this.atJ(seedIndex, list, mayDrop, correct, missed)
      : this.atJ(seedIndex, list, mayDrop, run.correct, lost);
    if (bound === null) {
      throw new Error(
        `no assignment reaches what ${policy.policy} reached; this is a fault of the bound, please report it`,
      );
    }
    return bound;
  }

  private required(seedIndex: number): { correct: number; missed: number } {
    const requests = this.run.traces[seedIndex]!.timeNs.length;
    const { accuracyFloor, missBudget } = this.run.input;
    return { correct: Math.ceil(accuracyFloor * requests), missed: Math.floor(missBudget * requests) };
  }

  private atJ(
    seedIndex: number,
    list: readonly number[],
    mayDrop: boolean,
    correct: number,
    missed: number,
  ): number | null {
    if (list.length === 0) return null;
    const key = `${seedIndex}:${mayDrop}:${list.join()}`;
    const at = `${key}:${correct}:${missed}`;
    let aboveRestJ = this.found.get(at);
    if (aboveRestJ === undefined) {
      const required = this.required(seedIndex);
      const ordered =
        (correct === required.correct && missed === required.missed) ||
        this.run.traces[seedIndex]!.timeNs.length <= mostAtOwnCounts;
      aboveRestJ = this.aboveRestJ(this.boundsOn(key, seedIndex, list, mayDrop), correct, missed, ordered);
      this.found.set(at, aboveRestJ);
    }
    return this.whole(aboveRestJ, seedIndex);
  }

  private whole(aboveRestJ: number | null, seedIndex: number): number | null {
    const sensedJ = this.sampleJ * this.run.traces[seedIndex]!.timeNs.length * (1 - guard);
    return aboveRestJ === null ? null : this.restJ + sensedJ + aboveRestJ;
  }

  private boundsOn(key: string, seedIndex: number, list: readonly number[], mayDrop: boolean): Pair {
    const known = this.bounds.get(key);
    if (known) return known;
    const { target, deadlineNs, input } = this.run;
    const trace = this.run.traces[seedIndex]!;
    const unit = target.units[0]!;
    const options = boundOptions(this.run, list);
    const settings = Object.entries(input).filter(([, value]) => value !== undefined);
    const proven =
      target.units.length === 1 &&
      settings.every(([name]) => provenFor.has(name)) &&
      !this.run.policies.some(({ holds }) => holds);
    const pair = {
      assignment: new LowerBound({ counts: this.counts[seedIndex]!, options, deadlineNs, mayDrop }),
      schedule:
        proven && !mayDrop && trace.timeNs.length <= mostScheduled
          ? new ScheduleBound({
              ...{ trace, unit, options, deadlineNs, extraWork: true },
              clockChange: target.governor ? clockCharge(unit) : undefined,
            })
          : null,
    };
    this.bounds.set(key, pair);
    return pair;
  }

  private aboveRestJ(
    { assignment, schedule }: Pair,
    correct: number,
    missed: number,
    ordered: boolean,
  ): number | null {
    const looseJ = assignment.at(correct, missed);
    if (schedule === null || looseJ === null) return looseJ;
    const exactJ = schedule.exact(correct, missed);
    if (exactJ === null) return null;
    if (exactJ !== undefined) return Math.max(looseJ, exactJ);
    if (!ordered) return looseJ;
    const prices = assignment.pricesAt(correct, missed)!;
    return Math.max(looseJ, schedule.priced(prices, correct, missed));
  }
}
