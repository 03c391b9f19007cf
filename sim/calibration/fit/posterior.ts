import type { Cause } from '../../energy/cause.ts';
import { Cholesky } from './cholesky.ts';
import type { Coefficients } from './coefficients.ts';
import { SumTerm } from './sum-term.ts';

/** Mean and variance of the logarithm of a prediction, without the scatter of a single measurement. */
export interface LogPrediction {
  readonly mean: number;
  readonly variance: number;
}

/** A row to be predicted, seen from one posterior. */
export interface PreparedRow {
  readonly mean: number;
  /** Derivative by each coefficient times the spread of its prior. */
  readonly shares: ReadonlyMap<number, number>;
  /** L^-1 times the prior covariances with the calibration rows, with V = L L'. */
  readonly reduced: Float64Array;
}

/** Calibration rows predicted by a fit that did not see them. */
export interface LeftOutBlock {
  readonly name: string;
  /** Indices of the rows. */
  readonly rows: readonly number[];
  /** Measured less predicted, as logarithms. */
  readonly residuals: Float64Array;
  /** What the fit itself expects of them: row-major, with the scatter of the measurements. */
  readonly covariance: Float64Array;
}

const mostSteps = 60;

/**
 * Coefficients fitted to logarithms of measurements under Gaussian priors (ridge regression around the priors), by
 * Gauss-Newton with step halving. Everything is done in the space of rows: V = noise^2 I + J S J', with J the
 * derivatives and S the squared spreads, so that coefficients without a row cost nothing.
 */
export class Posterior {
  /** Coefficients that the fit knows; later ones are at their priors. */
  readonly theta: Float64Array;
  readonly noise: number;
  readonly #coefficients: Coefficients;
  readonly #terms: readonly SumTerm[];
  readonly #targets: Float64Array;
  /** Rows one after another, each from its offset: coefficients, and the row's derivatives by them at `theta`. */
  readonly #offsets: Int32Array;
  readonly #indices: Int32Array;
  readonly #slopes: Float64Array;
  /** The same derivatives, and the coefficients that they are taken at, by row. */
  readonly #gradients: readonly Float64Array[];
  readonly #locals: readonly Float64Array[];
  readonly #factor: Cholesky;
  readonly #fitted: Float64Array;
  /** Squared spreads of the priors. */
  readonly #variances: Float64Array;
  #cachedDual: { readonly inverse: readonly Float64Array[]; readonly pull: Float64Array } | null = null;

  /** @param targets natural logarithms of what was measured @param noise scatter of one measurement, as a logarithm */
  constructor(
    coefficients: Coefficients,
    terms: readonly SumTerm[],
    targets: readonly number[],
    noise: number,
  ) {
    this.#coefficients = coefficients;
    this.#terms = terms;
    this.#targets = Float64Array.from(targets);
    this.noise = noise;
    this.theta = Float64Array.from(coefficients.means);
    this.#variances = Float64Array.from(coefficients.spreads, (spread) => spread ** 2);
    this.#offsets = new Int32Array(terms.length + 1);
    for (const [i, term] of terms.entries()) this.#offsets[i + 1] = this.#offsets[i]! + term.indices.length;
    this.#indices = new Int32Array(this.#offsets[terms.length]!);
    for (const [i, term] of terms.entries()) this.#indices.set(term.indices, this.#offsets[i]!);
    this.#slopes = new Float64Array(this.#indices.length);
    this.#gradients = terms.map((_, i) => this.#slopes.subarray(this.#offsets[i]!, this.#offsets[i + 1]!));
    this.#locals = terms.map((term) => new Float64Array(term.indices.length));
    this.#fitted = new Float64Array(terms.length);
    this.#factor = this.#climb();
  }

  /** Coefficients of a row that need not be a calibration row. */
  #local(term: SumTerm): Float64Array {
    const { means } = this.#coefficients;
    const theta = this.theta;
    return Float64Array.from(term.indices, (index) => (index < theta.length ? theta[index]! : means[index]!));
  }

  /** Parts of a sum at the fitted coefficients, by cause. */
  byCause(term: SumTerm): ReadonlyMap<Cause, number> {
    return term.byCause(this.#local(term));
  }

  /** Misfit plus distance from the priors: -2 log posterior, without constants. */
  #loss(theta: Float64Array): number {
    const { means, spreads } = this.#coefficients;
    let loss = 0;
    for (let p = 0; p < theta.length; p++) loss += ((theta[p]! - means[p]!) / spreads[p]!) ** 2;
    for (let i = 0; i < this.#terms.length; i++) {
      const local = this.#locals[i]!;
      const offset = this.#offsets[i]!;
      for (let a = 0; a < local.length; a++) local[a] = theta[this.#indices[offset + a]!]!;
      const value = this.#terms[i]!.evaluate(local, this.#gradients[i]!);
      this.#fitted[i] = value;
      loss += ((this.#targets[i]! - value) / this.noise) ** 2;
    }
    return loss;
  }

  /** V of the current derivatives, factored. */
  #rows(): Cholesky {
    const n = this.#terms.length;
    const matrix = new Float64Array(n * n);
    const variances = this.#variances;
    const offsets = this.#offsets;
    const indices = this.#indices;
    const slopes = this.#slopes;
    const scaled = new Float64Array(this.theta.length);
    for (let i = 0; i < n; i++) {
      const [from, to] = [offsets[i]!, offsets[i + 1]!];
      for (let a = from; a < to; a++) scaled[indices[a]!] = slopes[a]! * variances[indices[a]!]!;
      for (let j = 0; j <= i; j++) {
        const end = offsets[j + 1]!;
        let sum = 0;
        for (let b = offsets[j]!; b < end; b++) sum += slopes[b]! * scaled[indices[b]!]!;
        matrix[i * n + j] = sum;
      }
      matrix[i * n + i] = matrix[i * n + i]! + this.noise ** 2;
      for (let a = from; a < to; a++) scaled[indices[a]!] = 0;
    }
    return new Cholesky(matrix, n);
  }

  /** y - f(theta) + J (theta - prior means): the targets of the linearised model, less what the priors say. */
  #beyondPriors(): Float64Array {
    const means = this.#coefficients.means;
    return Float64Array.from(this.#terms, ({ indices }, i) => {
      let moved = 0;
      for (let a = 0; a < indices.length; a++)
        moved += this.#gradients[i]![a]! * (this.theta[indices[a]!]! - means[indices[a]!]!);
      return this.#targets[i]! - this.#fitted[i]! + moved;
    });
  }

  #climb(): Cholesky {
    const n = this.#terms.length;
    const { means } = this.#coefficients;
    let loss = this.#loss(this.theta);
    for (let step = 0; step < mostSteps; step++) {
      const factor = this.#rows();
      const pull = this.#beyondPriors();
      factor.solve(pull);
      const goal = Float64Array.from(means.slice(0, this.theta.length));
      for (let i = 0; i < n; i++)
        for (let a = this.#offsets[i]!; a < this.#offsets[i + 1]!; a++) {
          const p = this.#indices[a]!;
          goal[p] = goal[p]! + this.#variances[p]! * this.#slopes[a]! * pull[i]!;
        }
      const from = this.theta.slice();
      let next = Number.POSITIVE_INFINITY;
      for (let share = 1; share > 1e-6 && !(next <= loss); share /= 2) {
        for (let p = 0; p < from.length; p++) this.theta[p] = from[p]! + share * (goal[p]! - from[p]!);
        next = this.#loss(this.theta);
      }
      if (!(next <= loss)) {
        this.theta.set(from);
        this.#loss(this.theta);
        break;
      }
      const gain = loss - next;
      loss = next;
      if (gain < 1e-4) break;
    }
    return this.#rows();
  }

  /** What a prediction of one row needs, so that many joint predictions can share it. */
  prepare(term: SumTerm): PreparedRow {
    const gradient = new Float64Array(term.indices.length);
    const mean = term.evaluate(this.#local(term), gradient);
    const spreads = this.#coefficients.spreads;
    const scaled = new Float64Array(this.theta.length);
    for (let a = 0; a < gradient.length; a++) {
      const p = term.indices[a]!;
      if (p < scaled.length) scaled[p] = gradient[a]! * this.#variances[p]!;
    }
    const reduced = new Float64Array(this.#terms.length);
    for (let i = 0; i < reduced.length; i++) {
      let sum = 0;
      for (let b = this.#offsets[i]!; b < this.#offsets[i + 1]!; b++)
        sum += this.#slopes[b]! * scaled[this.#indices[b]!]!;
      reduced[i] = sum;
    }
    this.#factor.solveLower(reduced);
    const shares = new Map<number, number>();
    for (let a = 0; a < gradient.length; a++) {
      const p = term.indices[a]!;
      shares.set(p, gradient[a]! * spreads[p]!);
    }
    return { mean, shares, reduced };
  }

  /** Predictions of several rows at once: their means, and their covariance row-major. */
  joint(rows: readonly PreparedRow[]): { readonly means: Float64Array; readonly covariance: Float64Array } {
    const n = rows.length;
    const covariance = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (const [p, share] of rows[j]!.shares) sum += share * (rows[i]!.shares.get(p) ?? 0);
        const [a, b] = [rows[i]!.reduced, rows[j]!.reduced];
        for (let r = 0; r < a.length; r++) sum -= a[r]! * b[r]!;
        covariance[i * n + j] = sum;
        covariance[j * n + i] = sum;
      }
    return { means: Float64Array.from(rows, (row) => row.mean), covariance };
  }

  predict(term: SumTerm): LogPrediction {
    const { means, covariance } = this.joint([this.prepare(term)]);
    return { mean: means[0]!, variance: covariance[0]! };
  }

  /** V^-1 and V^-1 r, with r what the rows say beyond the priors. */
  #dual(): { readonly inverse: readonly Float64Array[]; readonly pull: Float64Array } {
    if (this.#cachedDual) return this.#cachedDual;
    const n = this.#terms.length;
    const inverse: Float64Array[] = [];
    for (let i = 0; i < n; i++) {
      const unit = new Float64Array(n);
      unit[i] = 1;
      this.#factor.solve(unit);
      inverse.push(unit);
    }
    const pull = this.#beyondPriors();
    this.#factor.solve(pull);
    this.#cachedDual = { inverse, pull };
    return this.#cachedDual;
  }

  /**
   * Every block of calibration rows as a fit without it would predict it, in closed form (the linear model's leave-out
   * identity at this fit): residuals (V^-1)_bb^-1 (V^-1 r)_b with covariance (V^-1)_bb^-1.
   * @param blockOf name of the block of each calibration row, by its index
   */
  leaveOut(blockOf: (row: number) => string): LeftOutBlock[] {
    const { inverse, pull } = this.#dual();
    const blocks = new Map<string, number[]>();
    for (let i = 0; i < this.#terms.length; i++) {
      const name = blockOf(i);
      const block = blocks.get(name);
      if (block) block.push(i);
      else blocks.set(name, [i]);
    }
    return [...blocks].map(([name, rows]) => {
      const size = rows.length;
      const part = new Float64Array(size * size);
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) part[a * size + b] = inverse[rows[a]!]![rows[b]!]!;
      const factor = new Cholesky(part, size);
      const residuals = Float64Array.from(rows, (row) => pull[row]!);
      factor.solve(residuals);
      const covariance = new Float64Array(size * size);
      for (let a = 0; a < size; a++) {
        const column = covariance.subarray(a * size, (a + 1) * size);
        column[a] = 1;
        factor.solve(column);
      }
      return { name, rows, residuals, covariance };
    });
  }

  /** Logarithm of the evidence for the priors (Laplace's approximation), without constants: what spreads maximise. */
  logEvidence(): number {
    // With V = noise^2 I + J S J' the determinants of priors and posterior combine to det V.
    return -0.5 * (this.#loss(this.theta) + this.#factor.logDeterminant());
  }

  /** Standard deviation of one coefficient after the rows were seen. */
  deviationOf(index: number): number {
    const alone = new SumTerm([{ amount: 1, coefficients: [[index, 1]] }]);
    return Math.sqrt(Math.max(0, this.predict(alone).variance));
  }

  /** Misfit plus distance from the priors at the fit. */
  get loss(): number {
    return this.#loss(this.theta);
  }

  /** Measured less fitted, as logarithms. */
  get residuals(): Float64Array {
    return this.#targets.map((target, i) => target - this.#fitted[i]!);
  }

  /** Degrees of freedom that the rows decide: trace of J S J' V^-1. */
  effectiveCoefficients(): number {
    const { inverse } = this.#dual();
    return inverse.reduce((trace, column, i) => trace + 1 - this.noise ** 2 * column[i]!, 0);
  }
}
