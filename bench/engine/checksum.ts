/**
 * Two unsigned 32-bit checksums of a sequence of events: the sum of their times, and a fold that also depends on the
 * order and on who had the event. Integer operations only, the same in queues.cpp and simpy-peer.py.
 */
export class Checksum {
  /** Models add nothing while this is false. */
  on = true;
  sum = 0;
  fold = 0;
  events = 0;

  /** @param timeNs whole number, 0 ... 2^53 @param id 0 ... 2^31 */
  add(timeNs: number, id: number): void {
    const low = timeNs >>> 0;
    const high = (timeNs - low) / 4294967296;
    this.sum = (this.sum + low) >>> 0;
    this.fold = (Math.imul(this.fold, 31) + (low ^ high ^ id)) >>> 0;
    this.events++;
  }
}
