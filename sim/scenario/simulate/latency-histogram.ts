const mantissaBits = 10;
const shift = 20 - mantissaBits;
const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
bits[0] = 1;
/** Which 32-bit half of a float64 holds the exponent on this machine. */
const high = words[0] === 0 ? 1 : 0;
const exponentOfOne = 1023 << mantissaBits;
const bucketCount = 54 << mantissaBits;

/**
 * Latencies from 1 ns to 2^53 ns in buckets of equal relative width (the exponent and the first ten bits of the
 * mantissa): quantiles are off by at most 0.05% of their value, in memory that does not grow with the requests.
 */
export class LatencyHistogram {
  readonly counts = new Uint32Array(bucketCount);
  total = 0;
  /** Buckets outside these are empty: latencies of one run span a few octaves of the 54. */
  private lowest = bucketCount;
  private highest = -1;

  add(latencyNs: number): void {
    bits[0] = Math.max(latencyNs, 1);
    const bucket = (words[high]! >>> shift) - exponentOfOne;
    this.counts[bucket]!++;
    this.total++;
    if (bucket < this.lowest) this.lowest = bucket;
    if (bucket > this.highest) this.highest = bucket;
  }

  merge(other: LatencyHistogram): void {
    for (let b = other.lowest; b <= other.highest; b++) this.counts[b]! += other.counts[b]!;
    this.total += other.total;
    this.lowest = Math.min(this.lowest, other.lowest);
    this.highest = Math.max(this.highest, other.highest);
  }

  /** Latency in ns that a share `q` of the entries does not exceed; null when there are none. */
  quantileNs(q: number): number | null {
    if (this.total === 0) return null;
    const rank = Math.max(1, Math.ceil(q * this.total));
    let seen = 0;
    for (let b = this.lowest; b < this.highest; b++) {
      seen += this.counts[b]!;
      if (seen >= rank) return middle(b);
    }
    return middle(this.highest);
  }
}

/** Middle of a bucket, ns. */
function middle(bucket: number): number {
  const exponent = bucket >>> mantissaBits;
  const mantissa = bucket & ((1 << mantissaBits) - 1);
  let scale = 1;
  for (let e = 0; e < exponent; e++) scale *= 2;
  return scale * (1 + (mantissa + 0.5) / (1 << mantissaBits));
}
