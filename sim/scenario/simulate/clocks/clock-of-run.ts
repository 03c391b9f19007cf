import type { PolicyView } from '../policy-view.ts';
import type { RequestObserver } from '../request-observer.ts';
import type { UnitEnergy } from '../unit-energy.ts';
import type { Governor } from './governor.ts';
import type { SimulatedClocks } from './simulated-clocks.ts';

/** How often each clock was used in a run. */
export interface ClockCounts {
  /** [clock] passes. */
  readonly passes: readonly number[];
  readonly changes: number;
}

/** The clock of the first unit during one run. */
export class ClockOfRun {
  private readonly clocks: SimulatedClocks;
  private readonly governor: Governor;
  private readonly view: PolicyView;
  private readonly energy: UnitEnergy;
  private readonly observer: RequestObserver | null;
  private readonly passes: number[];
  private clock: number;
  private changes = 0;

  constructor(
    clocks: SimulatedClocks,
    view: PolicyView,
    energy: UnitEnergy,
    observer: RequestObserver | null,
  ) {
    this.clocks = clocks;
    this.governor = clocks.begin();
    this.view = view;
    this.energy = energy;
    this.observer = observer;
    this.clock = clocks.first;
    this.passes = clocks.unit.hz.map(() => 0);
  }

  /**
   * A pass is about to start, in `beforeNs` from now, and has its clock from then on.
   * @param request the one that is due first @param samples that share the pass @param behind others that wait for the unit, beside its queue
   * @returns how much later the pass starts because the clock changes, ns
   */
  begin(request: number, option: number, beforeNs: number, samples = 1, behind = 0): number {
    const { clock, view } = this;
    const timeNs = view.nowNs + beforeNs;
    const deadlineLeftNs = view.deadlineLeftNs(request, beforeNs);
    const waiting = view.waiting + behind;
    this.clock = this.governor.next({ timeNs, deadlineLeftNs, waiting, option, samples, clock });
    this.passes[this.clock]!++;
    this.observer?.clocked?.(request, this.clock);
    if (this.clock === clock) return 0;
    this.changes++;
    return this.energy.changeClock(request, timeNs);
  }

  /** Index of the present clock. */
  get present(): number {
    return this.clock;
  }

  /** Number of the pass of an option at the present clock. */
  passOf(option: number): number {
    return this.clocks.pass(option, this.clock);
  }

  /** The unit is busy from now on. */
  busy(durationNs: number): void {
    this.governor.busy?.(this.view.nowNs, durationNs, this.clock);
  }

  counts(): ClockCounts {
    return { passes: this.passes, changes: this.changes };
  }
}
