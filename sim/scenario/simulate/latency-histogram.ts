const mantissaBits = 10;
const perOctave = 1 << mantissaBits;
const shift = 20 - mantissaBits;
const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
bits[0] = 1;
/** Which 32-bit half of a float64 holds the exponent on this machine. */
const high = words[0] === 0 ? 1 : 0;
const exponentOfOne = 1023 << mantissaBits;
const octaveCount = 54;

/**
 * Latencies from 1 ns to 2^53 ns in buckets of equal relative width (the exponent and the first ten bits of the
 * mantissa): quantiles are off by at most 0.05% of their value, in memory that does not grow with the requests. The
 * buckets of an octave exist from its first latency on: those of one run span a few of the 54.
 */
export class LatencyHistogram {
  total = 0;
  private readonly octaves = new Array<Uint32Array | null>(octaveCount).fill(null);

  add(latencyNs: number): void {
    bits[0] = Math.max(latencyNs, 1);
    const bucket = (words[high]! >>> shift) - exponentOfOne;
    this.octave(bucket >>> mantissaBits)[bucket & (perOctave - 1)]!++;
    this.total++;
  }

  merge(other: LatencyHistogram): void {
    other.forEach((bucket, count) => {
      this.octave(bucket >>> mantissaBits)[bucket & (perOctave - 1)]! += count;
    });
    this.total += other.total;
  }

  /** Buckets that hold something, shortest first: 1024 to an octave, counted from 1 ns. */
  forEach(visit: (bucket: number, count: number) => void): void {
    this.octaves.forEach((counts, octave) => {
      if (counts === null) return;
      for (let i = 0; i < perOctave; i++) if (counts[i]! > 0) visit(octave * perOctave + i, counts[i]!);
    });
  }

  /** Latency in ns that a share `q` of the entries does not exceed; null when there are none. */
  quantileNs(q: number): number | null {
    if (this.total === 0) return null;
    const rank = Math.max(1, Math.ceil(q * this.total));
    let seen = 0;
    let found = -1;
    this.forEach((bucket, count) => {
      seen += count;
      if (found < 0 && seen >= rank) found = bucket;
    });
    return middle(found);
  }

  private octave(index: number): Uint32Array {
    let counts = this.octaves[index]!;
    if (counts === null) {
      counts = new Uint32Array(perOctave);
      this.octaves[index] = counts;
    }
    return counts;
  }
}

/** Middle of a bucket, ns. */
function middle(bucket: number): number {
  const exponent = bucket >>> mantissaBits;
  const mantissa = bucket & (perOctave - 1);
  let scale = 1;
  for (let e = 0; e < exponent; e++) scale *= 2;
  return scale * (1 + (mantissa + 0.5) / perOctave);
}
