import type { OptionCosts } from '../scenario/simulate/option-costs.ts';

/** The requests of one run by sample, and the options that any run could have used for them. */
export interface BoundInstance {
  /** [samples] how often each sample is requested. */
  readonly counts: Uint32Array;
  readonly options: readonly OptionCosts[];
  readonly deadlineNs: number;
  /** Whether a request may be dropped at no cost (it then counts as missed and wrong). */
  readonly mayDrop: boolean;
}

/** What a right answer and a miss are worth in the best bound found, J. */
export interface Prices {
  readonly rightJ: number;
  readonly missJ: number;
}

const guard = 1e-12;
const steps = 48;
/** A problem holds up to 16 bytes a sample, and bounds are kept for as long as somebody looks at their cell. */
const mostKept = 4;

/**
 * A proven lower bound on the energy above rest of any assignment of options to requests that answers at least so many
 * correctly and in time, and misses at most so many: queueing and waking are relaxed (they only add energy and
 * delay), and a request whose option alone takes longer than the deadline is missed and wrong.
 *
 * Per sample three costs matter: the cheapest option in time, the cheapest in time that is right, and the cheapest
 * that is late. Without late options that are cheaper, the least energy for a number of right answers is found exactly:
 * every upgrade from wrong to right gains one, so the cheapest upgrades are taken. The number of misses is priced with
 * a Lagrange multiplier; for every price the inner problem is again exact, and the best price is found by golden
 * section (the dual is concave; any price gives a valid bound). The result is lowered by 1e-12 of its terms against
 * rounding.
 */
export class LowerBound {
  private readonly counts: Float64Array;
  private readonly anyJ: Float64Array;
  private readonly rightJ: Float64Array;
  private readonly lateJ: Float64Array;
  private readonly lateHelps: boolean;
  private readonly highestPriceJ: number;
  /** Of the first prices tried: whatever the counts, the search for the best one begins alike. */
  private readonly kept = new Map<number, PricedProblem>();

  constructor({ counts, options, deadlineNs, mayDrop }: BoundInstance) {
    const kinds = kindsOfSample(counts, options, deadlineNs, mayDrop);
    this.counts = kinds.counts;
    this.anyJ = kinds.anyJ;
    this.rightJ = kinds.rightJ;
    this.lateJ = kinds.lateJ;
    let highest = 0;
    let helps = false;
    for (let i = 0; i < this.counts.length; i++) {
      const late = this.lateJ[i]!;
      if (late >= this.anyJ[i]!) continue;
      helps = true;
      for (const inTime of [this.anyJ[i]!, this.rightJ[i]!]) {
        if (inTime < Number.POSITIVE_INFINITY) highest = Math.max(highest, inTime - late);
      }
    }
    this.lateHelps = helps;
    this.highestPriceJ = highest;
  }

  /**
   * @param minCorrect right answers needed @param maxMissed misses allowed
   * @returns joules above rest, or null where no assignment reaches that many right answers
   */
  at(minCorrect: number, maxMissed: number): number | null {
    return this.best(minCorrect, maxMissed)?.joules ?? null;
  }

  /** The prices with which `at` found its bound; null where it found none. */
  pricesAt(minCorrect: number, maxMissed: number): Prices | null {
    const best = this.best(minCorrect, maxMissed);
    if (best === null) return null;
    return { missJ: best.missJ, rightJ: this.problemAt(best.missJ).priceOfRightJ(minCorrect) };
  }

  private best(minCorrect: number, maxMissed: number): { joules: number; missJ: number } | null {
    const free = this.priced(0, minCorrect, maxMissed);
    if (free === null) return null;
    let best = { joules: free, missJ: 0 };
    if (this.lateHelps && this.highestPriceJ > 0) {
      const value = (missJ: number) => {
        const joules = this.priced(missJ, minCorrect, maxMissed)!;
        if (joules > best.joules) best = { joules, missJ };
        return joules;
      };
      goldenSection(value, 0, this.highestPriceJ);
    }
    return best;
  }

  private problemAt(price: number): PricedProblem {
    const known = this.kept.get(price);
    if (known) return known;
    const problem = new PricedProblem(this.counts, this.anyJ, this.rightJ, this.lateJ, price);
    if (this.kept.size < mostKept) this.kept.set(price, problem);
    return problem;
  }

  private priced(price: number, minCorrect: number, maxMissed: number): number | null {
    const energy = this.problemAt(price).leastJ(minCorrect);
    // A request that no option serves and that may not be dropped.
    if (energy === null || energy === Number.POSITIVE_INFINITY) return null;
    const allowed = price * maxMissed;
    return energy - allowed - guard * (energy + allowed);
  }
}

/**
 * Samples that cost the same: how many requests show them, the cheapest option in time, the cheapest in time and right,
 * the cheapest late.
 */
interface SampleKinds {
  readonly counts: Float64Array;
  readonly anyJ: Float64Array;
  readonly rightJ: Float64Array;
  readonly lateJ: Float64Array;
}

/** Where costs do not depend on the sample, thousands of samples are of a kind per option at most. */
function kindsOfSample(
  sampleCounts: Uint32Array,
  options: readonly OptionCosts[],
  deadlineNs: number,
  mayDrop: boolean,
): SampleKinds {
  const n = sampleCounts.reduce((shown, count) => shown + (count > 0 ? 1 : 0), 0);
  const counts = new Float64Array(n);
  const anyJ = new Float64Array(n);
  const rightJ = new Float64Array(n);
  const lateJ = new Float64Array(n);
  const differ = options.some(({ stride }) => stride === 1);
  let kinds = 0;
  for (let s = 0; s < sampleCounts.length; s++) {
    if (sampleCounts[s] === 0) continue;
    let any = Number.POSITIVE_INFINITY;
    let right = Number.POSITIVE_INFINITY;
    let late = mayDrop ? 0 : Number.POSITIVE_INFINITY;
    for (let o = 0; o < options.length; o++) {
      const option = options[o]!;
      const row = option.stride * s;
      const joules = option.marginalJ[row]!;
      if (option.serviceNs[row]! > deadlineNs) {
        if (joules < late) late = joules;
        continue;
      }
      if (joules < any) any = joules;
      if (option.correct[s] === 1 && joules < right) right = joules;
    }
    let kind = differ ? kinds : 0;
    while (kind < kinds && !(rightJ[kind] === right && anyJ[kind] === any && lateJ[kind] === late)) kind++;
    if (kind === kinds) {
      kinds++;
      anyJ[kind] = any;
      rightJ[kind] = right;
      lateJ[kind] = late;
    }
    counts[kind]! += sampleCounts[s]!;
  }
  // Copies: a view would keep the room for all samples.
  const kept = (all: Float64Array) => all.slice(0, kinds);
  return { counts: kept(counts), anyJ: kept(anyJ), rightJ: kept(rightJ), lateJ: kept(lateJ) };
}

/** For one price of a miss: the least energy as a function of the right answers needed. */
class PricedProblem {
  private readonly baseJ: number;
  private readonly baseCorrect: number;
  /** Upgrades from wrong to right, cheapest first: running totals of answers gained and energy paid. */
  private readonly gained: Float64Array;
  private readonly paidJ: Float64Array;

  constructor(
    counts: Float64Array,
    anyJ: Float64Array,
    rightJ: Float64Array,
    lateJ: Float64Array,
    price: number,
  ) {
    const upgrades: number[] = [];
    const stepJ = new Float64Array(counts.length);
    let baseJ = 0;
    let baseCorrect = 0;
    for (let i = 0; i < counts.length; i++) {
      const wrong = Math.min(anyJ[i]!, lateJ[i]! + price);
      if (rightJ[i]! <= wrong) {
        baseJ += counts[i]! * rightJ[i]!;
        baseCorrect += counts[i]!;
        continue;
      }
      baseJ += counts[i]! * wrong;
      stepJ[i] = rightJ[i]! - wrong;
      if (stepJ[i]! < Number.POSITIVE_INFINITY) upgrades.push(i);
    }
    upgrades.sort((a, b) => stepJ[a]! - stepJ[b]! || a - b);
    this.baseJ = baseJ;
    this.baseCorrect = baseCorrect;
    this.gained = new Float64Array(upgrades.length + 1);
    this.paidJ = new Float64Array(upgrades.length + 1);
    upgrades.forEach((i, k) => {
      this.gained[k + 1] = this.gained[k]! + counts[i]!;
      this.paidJ[k + 1] = this.paidJ[k]! + counts[i]! * stepJ[i]!;
    });
  }

  leastJ(minCorrect: number): number | null {
    const needed = minCorrect - this.baseCorrect;
    if (needed <= 0) return this.baseJ;
    const { gained, paidJ } = this;
    const at = this.lastUpgrade(needed);
    if (at === null) return null;
    const share = (needed - gained[at - 1]!) / (gained[at]! - gained[at - 1]!);
    return this.baseJ + paidJ[at - 1]! + share * (paidJ[at]! - paidJ[at - 1]!);
  }

  /** What the last right answer that is needed costs, J; 0 where none has to be bought. */
  priceOfRightJ(minCorrect: number): number {
    const needed = minCorrect - this.baseCorrect;
    const at = needed <= 0 ? null : this.lastUpgrade(needed);
    if (at === null) return 0;
    const { gained, paidJ } = this;
    return (paidJ[at]! - paidJ[at - 1]!) / (gained[at]! - gained[at - 1]!);
  }

  /** Index of the upgrade with which so many answers are gained; null where all together are too few. */
  private lastUpgrade(needed: number): number | null {
    const { gained } = this;
    let low = 1;
    let high = gained.length - 1;
    if (needed > gained[high]!) return null;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (gained[middle]! >= needed) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Evaluates a concave function in ever narrower intervals around its maximum. */
function goldenSection(value: (x: number) => number, from: number, to: number): void {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = from;
  let high = to;
  let a = high - ratio * (high - low);
  let b = low + ratio * (high - low);
  let atA = value(a);
  let atB = value(b);
  value(to);
  for (let i = 0; i < steps; i++) {
    if (atA >= atB) {
      high = b;
      b = a;
      atB = atA;
      a = high - ratio * (high - low);
      atA = value(a);
    } else {
      low = a;
      a = b;
      atA = atB;
      b = low + ratio * (high - low);
      atB = value(b);
    }
  }
}
