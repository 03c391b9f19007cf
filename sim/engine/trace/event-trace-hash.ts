/**
 * A 64-bit hash of the sequence of events, kept as two 32-bit lanes. Only integer operations are used, so equal
 * traces give equal hashes on every machine; two runs that differ in one event differ in hash almost surely.
 */
export class EventTraceHash {
  // Small integers from the start: a field that once held a larger number is kept as a float for ever.
  private a = 0x9e3779b9 | 0;
  private b = 0x7f4a7c15;

  /** Adds one event. `timeNs` is a whole number below 2^53, the rest are 32-bit integers. */
  add(timeNs: number, kind: number, target: number, payload: number): void {
    // The low and the high half: bit operations take a number modulo 2^32.
    const high = (timeNs * 2 ** -32) | 0;
    const who = Math.imul(kind, 0x27d4eb2f) ^ Math.imul(target, 0x165667b1);
    let a = Math.imul(this.a ^ timeNs, 0x85ebca6b) ^ who;
    let b = Math.imul(this.b ^ payload, 0xc2b2ae35) + Math.imul(high, 0x9e3779b1);
    a = (a << 15) | (a >>> 17);
    b = (b << 13) | (b >>> 19);
    this.a = (a + Math.imul(b, 5)) | 0;
    this.b = (b ^ Math.imul(a, 0x2545f491)) | 0;
  }

  /** Sixteen lower-case hexadecimal digits. */
  digest(): string {
    const hex = (lane: number) => (lane >>> 0).toString(16).padStart(8, '0');
    return hex(this.a) + hex(this.b);
  }
}
