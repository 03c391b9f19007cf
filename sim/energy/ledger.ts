import { CompensatedSums } from '../statistics/compensated-sum.ts';
import { type Cause, causes } from './cause.ts';

/** Joules of one unit by cause, in the order of `causes`. */
export interface LedgerEntry {
  readonly unit: string;
  readonly joules: readonly number[];
}

/**
 * Where every joule went: one account per (unit, cause), filled at state changes, and the whole kept apart so that
 * the parts can be checked against it. A battery, where there is one, is drained by whatever is entered.
 */
export class Ledger {
  private readonly units: readonly string[];
  private readonly accounts: CompensatedSums;
  private readonly whole = new CompensatedSums(1);
  private readonly batteryJ: number;

  /** @param batteryJ charge at the start, J; Infinity for mains power */
  constructor(units: readonly string[], batteryJ = Number.POSITIVE_INFINITY) {
    if (!(batteryJ > 0))
      throw new RangeError(`a battery of ${batteryJ} J is not allowed; give a positive charge`);
    this.units = units;
    this.batteryJ = batteryJ;
    this.accounts = new CompensatedSums(units.length * causes.length);
  }

  /** Enters joules. @param unit index of the unit @param cause index into `causes` */
  add(unit: number, cause: number, joules: number): void {
    this.accounts.add(unit * causes.length + cause, joules);
    this.whole.add(0, joules);
  }

  totalJ(): number {
    return this.whole.value(0);
  }

  /**
   * Share of the battery's charge left, in [0, 1]; 1 on mains power.
   * @param pendingJ what was spent and is not entered yet, J
   */
  batteryShare(pendingJ = 0): number {
    return Math.max(0, 1 - (this.totalJ() + pendingJ) / this.batteryJ);
  }

  entries(): LedgerEntry[] {
    return this.units.map((unit, u) => ({
      unit,
      joules: causes.map((_, c) => this.accounts.value(u * causes.length + c)),
    }));
  }

  /** @throws Error unless the parts sum to the whole within 1e-9 of it */
  check(): void {
    const sum = new CompensatedSums(1);
    for (const entry of this.entries()) for (const joules of entry.joules) sum.add(0, joules);
    const whole = this.totalJ();
    if (!(Math.abs(sum.value(0) - whole) <= 1e-9 * Math.abs(whole))) {
      throw new Error(
        `ledger: the parts sum to ${sum.value(0)} J, the whole is ${whole} J; this is a fault of the simulator, please report it`,
      );
    }
  }
}

/** Index of a cause, for `Ledger.add`. */
export function causeIndex(cause: Cause): number {
  return causes.indexOf(cause);
}
