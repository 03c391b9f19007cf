/** Per-row affine map that is put behind the product at one level, and the error that is left. */
export interface FittedEpilogue {
  /** [rows] each: gain * y + offset stands for the dense output t. */
  readonly gain: Float64Array;
  readonly offset: Float64Array;
  /** Mean over the rows of E |t - gain y - offset|^2 / Var[t]. */
  readonly relativeError: number;
}

/**
 * How gains are chosen: `statistics` gives every output the dense network's mean and variance, as
 * recalculated batch-norm statistics would; `least-squares` makes the squared error least, which shrinks
 * outputs that are badly predicted.
 */
export type GainRule = 'statistics' | 'least-squares';

/** Outputs that vary less than this share of the dense ones carry nothing that a gain could restore. */
const leastVariance = 1e-6;

/**
 * Fits the epilogue of one level to the dense outputs.
 * @param outputs y of the level, [rows][pixels] @param targets t of the dense network, alike
 */
export function fitEpilogue(
  outputs: Float32Array,
  targets: Float32Array,
  rows: number,
  rule: GainRule,
): FittedEpilogue {
  const gain = new Float64Array(rows);
  const offset = new Float64Array(rows);
  const pixels = outputs.length / rows;
  let errors = 0;
  for (let r = 0; r < rows; r++) {
    const own = outputs.subarray(r * pixels, (r + 1) * pixels);
    const wanted = targets.subarray(r * pixels, (r + 1) * pixels);
    const [ownMean, wantedMean] = [meanOf(own), meanOf(wanted)];
    let ownVariance = 0;
    let wantedVariance = 0;
    let shared = 0;
    for (let i = 0; i < pixels; i++) {
      const y = own[i]! - ownMean;
      const t = wanted[i]! - wantedMean;
      ownVariance += y * y;
      wantedVariance += t * t;
      shared += y * t;
    }
    let a = 1;
    if (ownVariance > leastVariance * wantedVariance && wantedVariance > 0) {
      a = rule === 'statistics' ? Math.sqrt(wantedVariance / ownVariance) : shared / ownVariance;
    }
    gain[r] = a;
    offset[r] = wantedMean - a * ownMean;
    if (wantedVariance > 0) {
      errors += Math.max(0, wantedVariance - 2 * a * shared + a * a * ownVariance) / wantedVariance;
    }
  }
  return { gain, offset, relativeError: errors / rows };
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const v of values) sum += v;
  return sum / values.length;
}
