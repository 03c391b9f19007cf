import { causeIndex, type Ledger } from '../../energy/ledger.ts';
import { RestStates } from '../../targets/rest-states.ts';
import type { Unit } from '../../targets/target.ts';
import { wakeEnergyJ } from '../../targets/wake-energy.ts';
import { type OptionCosts, segmentJ } from './option-costs.ts';
import type { PowerPeak } from './power-peak.ts';

const idleCause = causeIndex('idle');
const sleepCause = causeIndex('sleep');
const wakeCause = causeIndex('wake');

/**
 * Counts what happens at state changes in whole numbers (ns in a state, wake-ups from it, runs of a segment) and turns the counts into
 * joules when the ledger is read: products of exact counts instead of millions of small sums.
 * Segments whose energy differs by sample are entered at once.
 */
export class EnergyMeter {
  readonly rests: readonly RestStates[];
  private readonly ledger: Ledger;
  private readonly options: readonly OptionCosts[];
  /** [unit][state] ns since the last posting. */
  private readonly restNs: readonly Float64Array[];
  /** [unit][state] wake-ups since the last posting, and energy of one, J. */
  private readonly wakes: readonly Uint32Array[];
  private readonly wakeJ: readonly Float64Array[];
  /** [option][segment] runs since the last posting. */
  private readonly runs: readonly Uint32Array[];
  /** [option][segment] energy of a run, J; of segments that are the same for all samples. */
  private readonly runJ: readonly Float64Array[];
  /** All wake-ups and runs since the last posting, J. */
  private doneJ = 0;

  constructor(ledger: Ledger, units: readonly Unit[], options: readonly OptionCosts[]) {
    this.ledger = ledger;
    this.options = options;
    this.rests = units.map((unit) => new RestStates(unit.name, unit.powerStates));
    this.restNs = units.map((unit) => new Float64Array(unit.powerStates.length));
    this.wakes = units.map((unit) => new Uint32Array(unit.powerStates.length));
    this.wakeJ = units.map((unit) => Float64Array.from(unit.powerStates, wakeEnergyJ));
    this.runs = options.map((option) => new Uint32Array(option.segments.length));
    this.runJ = options.map(({ segments }) =>
      Float64Array.from(segments, (segment) => (segment.stride === 0 ? segmentJ(segment, 0) : 0)),
    );
  }

  /** A unit rested between two instants of one rest, ns from its start. */
  rest(unit: number, fromNs: number, toNs: number): void {
    this.rests[unit]!.split(fromNs, toNs, this.restNs[unit]!);
  }

  /** A unit rested so long in one state. */
  restIn(unit: number, state: number, ns: number): void {
    this.restNs[unit]![state]! += ns;
  }

  /** A unit woke from a state. */
  woke(unit: number, state: number): void {
    this.wakes[unit]![state]!++;
    this.doneJ += this.wakeJ[unit]![state]!;
  }

  /** A segment ran for a sample. */
  ran(option: number, segment: number, sample: number): void {
    const { unit, stride, causes, joules } = this.options[option]!.segments[segment]!;
    if (stride === 0) {
      this.runs[option]![segment]!++;
      this.doneJ += this.runJ[option]![segment]!;
      return;
    }
    const row = sample * causes.length;
    for (let k = 0; k < causes.length; k++) this.ledger.add(unit, causes[k]!, joules[row + k]!);
  }

  /** What was counted and is not in the ledger yet, J. Reading it changes nothing. */
  pendingJ(): number {
    let joules = this.doneJ;
    for (let unit = 0; unit < this.restNs.length; unit++) {
      const restNs = this.restNs[unit]!;
      const rests = this.rests[unit]!;
      for (let state = 0; state < restNs.length; state++)
        if (restNs[state] !== 0) joules += rests.at(state).powerW * restNs[state]! * 1e-9;
    }
    return joules;
  }

  /** Enters into the ledger what was counted since the last call, and tells the peak of the states that were rested in. */
  post(peak: PowerPeak): void {
    for (let unit = 0; unit < this.restNs.length; unit++) {
      const restNs = this.restNs[unit]!;
      for (let state = 0; state < restNs.length; state++) {
        if (restNs[state] === 0) continue;
        const { powerW } = this.rests[unit]!.at(state);
        const joules = powerW * restNs[state]! * 1e-9;
        peak.note(powerW);
        this.ledger.add(unit, state === 0 ? idleCause : sleepCause, joules);
        restNs[state] = 0;
      }
    }
    for (let unit = 0; unit < this.wakes.length; unit++) {
      const wakes = this.wakes[unit]!;
      for (let state = 0; state < wakes.length; state++) {
        if (wakes[state] === 0) continue;
        this.ledger.add(unit, wakeCause, wakes[state]! * this.wakeJ[unit]![state]!);
        wakes[state] = 0;
      }
    }
    for (let option = 0; option < this.runs.length; option++) {
      const runs = this.runs[option]!;
      for (let s = 0; s < runs.length; s++) {
        if (runs[s] === 0) continue;
        const { unit, causes, joules } = this.options[option]!.segments[s]!;
        for (let k = 0; k < causes.length; k++) this.ledger.add(unit, causes[k]!, runs[s]! * joules[k]!);
        runs[s] = 0;
      }
    }
    this.doneJ = 0;
  }

  /** What the units would spend from 0 to `endNs` without any work, J. */
  idleFloorJ(endNs: number): number {
    let joules = 0;
    for (const rests of this.rests) joules += rests.energyJ(endNs);
    return joules;
  }
}
