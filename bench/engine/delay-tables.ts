import { secondNs } from './model.ts';

/** Unsigned 32-bit integers: sfc32 (Doty-Humphrey, PractRand), integer operations only. */
function* integers(seed: number): Generator<number, never> {
  let [a, b, c, count] = [0, seed | 0, 0, 1];
  for (let drawn = -12; ; drawn++) {
    const out = (((a + b) | 0) + count++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    if (drawn >= 0) yield out >>> 0;
  }
}

/** Uniform numbers in the open interval (0, 1). */
function uniforms(count: number, seed: number): Float64Array {
  const draws = integers(seed);
  return Float64Array.from({ length: count }, () => (draws.next().value + 0.5) / 2 ** 32);
}

/** Delays that every engine uses in a circle. */
export const circleLength = 2 ** 16;

const shortestNs = 1e3;
const longestNs = 1e12;

/**
 * Delays in whole ns, rounded here once so that all engines add the same numbers:
 * `exponential`: mean 1 s; `logUniform`: 1 us ... 1000 s, nine decades.
 */
export const delays = {
  exponential: (count: number, seed: number) =>
    uniforms(count, seed).map((u) => Math.round(-Math.log(u) * secondNs)),
  logUniform: (count: number, seed: number) =>
    uniforms(count, seed).map((u) => Math.round(shortestNs * Math.exp(u * Math.log(longestNs / shortestNs)))),
  /**
   * What is left of a log-uniform delay that one looks into at a random moment: lengths weighed by themselves are
   * uniform, and the moment is uniform in them. A hold model that starts from these is stationary at once.
   */
  logUniformRest: (count: number, seed: number) => {
    const moments = uniforms(count, seed + 1);
    return uniforms(count, seed).map((u, i) =>
      Math.round(moments[i]! * (shortestNs + (longestNs - shortestNs) * u)),
    );
  },
  /** Gaps between arrivals (mean 1.25 s) and services (mean 1 s) in turn: a load of 0.8. */
  queueing: (count: number, seed: number) =>
    uniforms(count, seed).map((u, i) => Math.round(-Math.log(u) * (i % 2 === 0 ? 1.25 : 1) * secondNs)),
} as const;

export const meanNs = {
  exponential: secondNs,
  logUniform: (longestNs - shortestNs) / Math.log(longestNs / shortestNs),
} as const;
