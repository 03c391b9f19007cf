import { RestStates } from '../targets/rest-states.ts';
import type { Unit } from '../targets/target.ts';
import { wakeEnergyJ } from '../targets/wake-energy.ts';

/** One way to spend the time before the next request: what it costs above the lowest rest, and how long waking takes. */
export interface GapMove {
  readonly wakeNs: number;
  readonly joules: number;
  /** How much of the other work may still lie ahead, ns: none once the unit has rested. */
  readonly slackNs: number;
}

/**
 * What a unit may do between two requests, at least: rest as long as the gap, or work on something else for a part of it
 * (policy code, further passes) at `extraW` above the lowest rest power or more, and rest in a shallower state or not at
 * all.
 */
export class GapMoves {
  private readonly states: RestStates;
  private readonly fromNs: readonly number[];
  private readonly wakes: readonly Omit<GapMove, 'slackNs'>[];
  private readonly lowW: number;
  private readonly extraW: number;

  constructor({ name, powerStates }: Unit, extraW: number) {
    this.states = new RestStates(name, powerStates);
    this.fromNs = powerStates.map((state, i) => (i === 0 ? 0 : state.afterNs));
    const lowW = Math.min(...powerStates.map(({ powerW }) => powerW));
    this.lowW = lowW;
    this.extraW = extraW;
    this.wakes = powerStates.map((state) => {
      const wakeNs = Math.round(state.wakeNs);
      return { wakeNs, joules: wakeEnergyJ(state) - lowW * wakeNs * 1e-9 };
    });
  }

  /**
   * @param gapNs 0 or more; at 0 the unit may have begun a rest in the same nanosecond, and wakes from it
   * @param extraNs the most that is worked on something else
   * @returns at least the moves that are not as good as waking sooner and working on something else for the difference
   */
  before(gapNs: number, extraNs: number): readonly GapMove[] {
    const moves: GapMove[] = [];
    if (gapNs <= extraNs) {
      const joules = gapNs > 0 ? this.extraW * gapNs * 1e-9 : 0;
      moves.push({ wakeNs: 0, joules, slackNs: extraNs - gapNs });
    }
    this.wakes.forEach(({ wakeNs, joules }, state) => {
      const restJ = this.leastJ(state, gapNs, extraNs);
      if (restJ !== null) moves.push({ wakeNs, joules: restJ + joules, slackNs: 0 });
    });
    return moves.filter(
      (move) =>
        move.joules < Number.POSITIVE_INFINITY &&
        !moves.some(
          (other) =>
            other.wakeNs <= move.wakeNs &&
            other.slackNs >= move.slackNs + (move.wakeNs - other.wakeNs) &&
            this.beats(other, move),
        ),
    );
  }

  private beats(a: GapMove, b: GapMove): boolean {
    const soonerNs = b.wakeNs - a.wakeNs;
    return a.joules + (soonerNs > 0 ? this.extraW * soonerNs * 1e-9 : 0) < b.joules;
  }

  /** Least energy above the lowest rest from the last result to the end of the horizon, J. */
  after(gapNs: number, extraNs: number): number {
    if (gapNs <= 0) return 0;
    return this.wakes.reduce(
      (least, _, state) => Math.min(least, this.leastJ(state, gapNs, extraNs) ?? least),
      gapNs <= extraNs ? this.extraW * gapNs * 1e-9 : Number.POSITIVE_INFINITY,
    );
  }

  /** Rest that ends in a state, the remaining time worked; linear in the length of the rest, so one of its ends is best. */
  private leastJ(state: number, gapNs: number, extraNs: number): number | null {
    const from = Math.max(this.fromNs[state]!, gapNs - extraNs);
    const to = Math.min(gapNs, this.fromNs[state + 1] ?? gapNs);
    if (from > to) return null;
    return Math.min(this.spentJ(from, gapNs), this.spentJ(to, gapNs));
  }

  private spentJ(restNs: number, gapNs: number): number {
    const restJ = this.states.energyJ(restNs) - this.lowW * restNs * 1e-9;
    // An extra power of Infinity says that there is nothing else to work on.
    return gapNs > restNs ? restJ + this.extraW * (gapNs - restNs) * 1e-9 : restJ;
  }
}
