/** Counts by bucket number in one array over the buckets that have been met, grown by doubling on either side. */
export class BucketCounts {
  #counts = new Float64Array(0);
  #first = 0;
  total = 0;

  add(bucket: number, count: number): void {
    let at = bucket - this.#first;
    if (at < 0 || at >= this.#counts.length) at = this.#reach(bucket);
    this.#counts[at]! += count;
    this.total += count;
  }

  merge(other: BucketCounts): void {
    const counts = other.#counts;
    for (let k = 0; k < counts.length; k++) if (counts[k]! > 0) this.add(other.#first + k, counts[k]!);
  }

  /** Buckets that hold something, in ascending order. */
  forEach(visit: (bucket: number, count: number) => void): void {
    for (let k = 0; k < this.#counts.length; k++)
      if (this.#counts[k]! > 0) visit(this.#first + k, this.#counts[k]!);
  }

  /** The bucket that holds the entry of this rank, counted from 1 in ascending order of buckets. */
  bucketOf(rank: number): number {
    let seen = 0;
    let k = -1;
    while (seen < rank && k < this.#counts.length - 1) seen += this.#counts[++k]!;
    return this.#first + k;
  }

  /** Makes room for a bucket and gives its place. */
  #reach(bucket: number): number {
    const length = this.#counts.length;
    if (length === 0) {
      this.#counts = new Float64Array(64);
      this.#first = bucket - 32;
      return 32;
    }
    const beyond = bucket < this.#first ? this.#first - bucket : bucket - this.#first - length + 1;
    const more = Math.max(length, beyond);
    const longer = new Float64Array(length + more);
    longer.set(this.#counts, bucket < this.#first ? more : 0);
    if (bucket < this.#first) this.#first -= more;
    this.#counts = longer;
    return bucket - this.#first;
  }
}
