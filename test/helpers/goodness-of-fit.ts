/**
 * Tests of fit for the tests: statistics as z values or scaled distances, so that one threshold serves all sizes.
 */

/** Chi-square statistic of counts against equal or given expectations, as a normal z (Wilson and Hilferty 1931). */
export function chiSquareZ(counts: ArrayLike<number>, expected: (cell: number) => number): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (counts[i]! - expected(i)) ** 2 / expected(i);
  const k = counts.length - 1;
  return (Math.cbrt(sum / k) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));
}

/** Kolmogorov-Smirnov distance times sqrt n (Stephens 1970); by chance above 1.95 once in 1,000, 2.3 once in 20,000. */
export function kolmogorov(draws: Float64Array, cdf: (x: number) => number): number {
  const sorted = draws.slice().sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = cdf(sorted[i]!);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  }
  return distance * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
}

/** Chi-square z of whole-number draws from `first` on; values with under 10 expected draws are counted together. */
export function discreteZ(draws: Float64Array, first: number, pmf: (k: number) => number): number {
  const n = draws.length;
  const counts = new Map<number, number>();
  for (const x of draws) counts.set(x, (counts.get(x) ?? 0) + 1);
  const found: number[] = [];
  const wanted: number[] = [];
  let [seen, mass] = [0, 0];
  let [restSeen, restMass] = [0, 0];
  for (let k = first; mass < 1 - 1e-9 && k < first + 1e5; k++) {
    const p = pmf(k);
    const count = counts.get(k) ?? 0;
    mass += p;
    seen += count;
    if (n * p >= 10) {
      found.push(count);
      wanted.push(n * p);
    } else {
      restSeen += count;
      restMass += p;
    }
  }
  restSeen += n - seen;
  restMass += Math.max(0, 1 - mass);
  if (n * restMass >= 1 || restSeen > 0) {
    found.push(restSeen);
    wanted.push(Math.max(n * restMass, 1e-3));
  }
  return chiSquareZ(found, (cell) => wanted[cell]!);
}

/** Regularised lower incomplete gamma function (Abramowitz and Stegun 6.5.29 and 6.5.31). */
export function gammaP(shape: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - lnGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let k = 1; term > 1e-16 * sum; k++) {
      term *= x / (shape + k);
      sum += term;
    }
    return front * sum;
  }
  let fraction = 0;
  for (let k = 200; k >= 1; k--) fraction = (k * (k - shape)) / (x + 2 * k + 1 - shape - fraction);
  return 1 - front / (x + 1 - shape - fraction);
}

/** Lanczos' approximation with g = 7 and nine terms. */
export function lnGamma(x: number): number {
  const c = [
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
    12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const t = x + 6.5;
  const sum = c.reduce((total, term, i) => (i === 0 ? term : total + term / (x - 1 + i)), 0);
  return 0.9189385332046727 + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Distribution function of the standard normal distribution. */
export function normalCdf(z: number): number {
  const tail = 0.5 * (1 - gammaP(0.5, (z * z) / 2));
  return z < 0 ? tail : 1 - tail;
}
