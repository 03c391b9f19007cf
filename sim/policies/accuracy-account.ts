/**
 * Keeps the mean accuracy of a run at its floor or above: an option that is more accurate than the floor earns credit,
 * and a less accurate one may be used as far as the credit goes. Of n requests booked while `allows` said yes, the mean
 * accuracy is at least the floor.
 */
export class AccuracyAccount {
  private readonly floor: number;
  private readonly mostCredit: number;
  private credit = 0;

  /**
   * @param floor accuracy to keep
   * @param window requests over which the mean counts: no more is saved up than this many perfect answers would earn
   */
  constructor(floor: number, window: number) {
    this.floor = floor;
    this.mostCredit = window * (1 - floor);
  }

  /** Credit in requests: what may still be lost. */
  get balance(): number {
    return this.credit;
  }

  /** Whether one more request at this accuracy leaves no debt. */
  allows(accuracy: number): boolean {
    return this.credit + accuracy - this.floor >= 0;
  }

  /** Enters a request at the accuracy that is expected of it. */
  book(accuracy: number): void {
    this.credit = Math.min(this.mostCredit, this.credit + accuracy - this.floor);
  }

  /** Takes back what was booked for a request that turned out to be late: it counts as wrong. */
  late(accuracy: number): void {
    this.credit -= accuracy;
  }

  reset(): void {
    this.credit = 0;
  }
}
