import { AliasTable } from '../../../../sim/engine/random/distributions/alias-table.ts';
import { bernoulli } from '../../../../sim/engine/random/distributions/bernoulli.ts';
import { Empirical } from '../../../../sim/engine/random/distributions/empirical.ts';
import { erlang } from '../../../../sim/engine/random/distributions/erlang.ts';
import { exponential } from '../../../../sim/engine/random/distributions/exponential.ts';
import { gamma } from '../../../../sim/engine/random/distributions/gamma.ts';
import { geometric } from '../../../../sim/engine/random/distributions/geometric.ts';
import { hyperexponential } from '../../../../sim/engine/random/distributions/hyperexponential.ts';
import { logNormal } from '../../../../sim/engine/random/distributions/log-normal.ts';
import { normal } from '../../../../sim/engine/random/distributions/normal.ts';
import { pareto } from '../../../../sim/engine/random/distributions/pareto.ts';
import { poisson } from '../../../../sim/engine/random/distributions/poisson.ts';
import { triangular } from '../../../../sim/engine/random/distributions/triangular.ts';
import { uniform } from '../../../../sim/engine/random/distributions/uniform.ts';
import { weibull } from '../../../../sim/engine/random/distributions/weibull.ts';
import { Zipf } from '../../../../sim/engine/random/distributions/zipf.ts';
import type { RandomStream } from '../../../../sim/engine/random/random-stream.ts';
import { gammaP, lnGamma, normalCdf } from '../../../helpers/goodness-of-fit.ts';

type Draw = (stream: RandomStream, index: number) => number;

/** A distribution at parameters, and the theory its draws are held to. */
export interface DistributionCase {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly with: (...p: number[]) => Draw;
  /** Distribution function, for a continuous one. */
  readonly cdf?: (...p: number[]) => (x: number) => number;
  /** Probability of each whole number from `first` on, for a discrete one. */
  readonly pmf?: (...p: number[]) => (k: number) => number;
  readonly first?: number;
  readonly mean: (...p: number[]) => number;
  readonly variance: (...p: number[]) => number;
  /** Parameter sets that differ by 5% or one step, and that the draws must contradict; default: each times 1.05. */
  readonly wrong?: readonly (readonly number[])[];
  readonly draws?: number;
}

const gammaCase = (shape: number): DistributionCase => ({
  name: 'gamma',
  parameters: [shape, 3],
  with: (k, scale) => (s, i) => gamma(s, i, k!, scale!),
  cdf: (k, scale) => (x) => gammaP(k!, x / scale!),
  mean: (k, scale) => k! * scale!,
  variance: (k, scale) => k! * scale! ** 2,
  draws: shape < 1 ? 200_000 : 40_000,
});

const poissonCase = (mean: number): DistributionCase => ({
  name: 'poisson',
  parameters: [mean],
  with: (m) => (s, i) => poisson(s, i, m!),
  pmf: (m) => (k) => Math.exp(k * Math.log(m!) - m! - lnGamma(k + 1)),
  mean: (m) => m!,
  variance: (m) => m!,
  draws: mean < 1 ? 80_000 : 40_000,
});

const weights = [0.1, 0, 3, 1, 0.5];
const values = [-2, 0, 1, 5, 100];
const share = (k: number) => weights[k]! / 4.6;

const zipfCase = (count: number, exponent: number): DistributionCase => {
  const total = (n: number, e: number) =>
    Array.from({ length: n }, (_, k) => (k + 1) ** -e).reduce((a, b) => a + b, 0);
  return {
    name: 'zipf',
    parameters: [count, exponent],
    with: (n, e) => {
      const zipf = new Zipf(n!, e!);
      return (s, i) => zipf.draw(s, i);
    },
    pmf: (n, e) => {
      const sum = total(n!, e!);
      return (k) => (k <= n! ? k ** -e! / sum : 0);
    },
    first: 1,
    mean: (n, e) => total(n!, e! - 1) / total(n!, e!),
    variance: (n, e) => total(n!, e! - 2) / total(n!, e!) - (total(n!, e! - 1) / total(n!, e!)) ** 2,
    // Hardly any draw of the steepest one comes near the last rank.
    wrong: [[count, 1.05 * exponent], ...(exponent > 2 ? [] : [[Math.round(1.2 * count), exponent]])],
  };
};

export const distributionCases: readonly DistributionCase[] = [
  {
    name: 'exponential',
    parameters: [5e6],
    with: (mean) => (s, i) => exponential(s, i, mean!),
    cdf: (mean) => (x) => 1 - Math.exp(-x / mean!),
    mean: (mean) => mean!,
    variance: (mean) => mean! ** 2,
  },
  {
    name: 'uniform',
    parameters: [-3, 8],
    with: (low, high) => (s, i) => uniform(s, i, low!, high!),
    cdf: (low, high) => (x) => Math.min(1, Math.max(0, (x - low!) / (high! - low!))),
    mean: (low, high) => (low! + high!) / 2,
    variance: (low, high) => (high! - low!) ** 2 / 12,
  },
  {
    name: 'normal',
    parameters: [10, 2],
    with: (mean, deviation) => (s, i) => normal(s, i, mean!, deviation!),
    cdf: (mean, deviation) => (x) => normalCdf((x - mean!) / deviation!),
    mean: (mean) => mean!,
    variance: (_, deviation) => deviation! ** 2,
    draws: 120_000,
  },
  {
    name: 'logNormal',
    parameters: [2, 0.5],
    with: (m, d) => (s, i) => logNormal(s, i, m!, d!),
    cdf: (m, d) => (x) => normalCdf((Math.log(x) - m!) / d!),
    mean: (m, d) => Math.exp(m! + d! ** 2 / 2),
    variance: (m, d) => (Math.exp(d! ** 2) - 1) * Math.exp(2 * m! + d! ** 2),
    draws: 120_000,
  },
  gammaCase(0.3),
  gammaCase(1),
  gammaCase(7.5),
  {
    name: 'erlang',
    parameters: [3, 12],
    with: (stages, mean) => (s, i) => erlang(s, i, stages!, mean!),
    cdf: (stages, mean) => (x) => gammaP(stages!, (x * stages!) / mean!),
    mean: (_, mean) => mean!,
    variance: (stages, mean) => mean! ** 2 / stages!,
    wrong: [
      [4, 12],
      [3, 12.6],
    ],
  },
  {
    name: 'weibull',
    parameters: [1.7, 20],
    with: (shape, scale) => (s, i) => weibull(s, i, shape!, scale!),
    cdf: (shape, scale) => (x) => 1 - Math.exp(-((x / scale!) ** shape!)),
    mean: (shape, scale) => scale! * Math.exp(lnGamma(1 + 1 / shape!)),
    variance: (shape, scale) =>
      scale! ** 2 * (Math.exp(lnGamma(1 + 2 / shape!)) - Math.exp(2 * lnGamma(1 + 1 / shape!))),
  },
  {
    name: 'pareto',
    parameters: [9, 2],
    with: (shape, scale) => (s, i) => pareto(s, i, shape!, scale!),
    cdf: (shape, scale) => (x) => (x <= scale! ? 0 : 1 - (scale! / x) ** shape!),
    mean: (shape, scale) => (shape! * scale!) / (shape! - 1),
    variance: (shape, scale) => (scale! ** 2 * shape!) / ((shape! - 1) ** 2 * (shape! - 2)),
  },
  {
    name: 'triangular',
    parameters: [1, 4, 10],
    with: (low, mode, high) => (s, i) => triangular(s, i, low!, mode!, high!),
    cdf: (low, mode, high) => (x) => {
      if (x <= low! || x >= high!) return x <= low! ? 0 : 1;
      if (x < mode!) return (x - low!) ** 2 / ((high! - low!) * (mode! - low!));
      return 1 - (high! - x) ** 2 / ((high! - low!) * (high! - mode!));
    },
    mean: (low, mode, high) => (low! + mode! + high!) / 3,
    variance: (a, c, b) => (a! ** 2 + b! ** 2 + c! ** 2 - a! * b! - a! * c! - b! * c!) / 18,
    wrong: [
      [1.45, 4, 10],
      [1, 4.2, 10],
      [1, 4, 10.5],
    ],
    draws: 120_000,
  },
  {
    name: 'hyperexponential',
    parameters: [1, 2, 10, 100],
    with: (a, b, m, n) => (s, i) => hyperexponential(s, i, [a!, b!], [m!, n!]),
    cdf: (a, b, m, n) => (x) => 1 - (a! * Math.exp(-x / m!) + b! * Math.exp(-x / n!)) / (a! + b!),
    mean: (a, b, m, n) => (a! * m! + b! * n!) / (a! + b!),
    variance: (a, b, m, n) =>
      (2 * (a! * m! ** 2 + b! * n! ** 2)) / (a! + b!) - ((a! * m! + b! * n!) / (a! + b!)) ** 2,
    draws: 120_000,
  },
  {
    name: 'bernoulli',
    parameters: [0.3],
    with: (p) => (s, i) => Number(bernoulli(s, i, p!)),
    pmf: (p) => (k) => (k === 0 ? 1 - p! : k === 1 ? p! : 0),
    mean: (p) => p!,
    variance: (p) => p! * (1 - p!),
  },
  {
    name: 'geometric',
    parameters: [0.2],
    with: (p) => (s, i) => geometric(s, i, p!),
    pmf: (p) => (k) => p! * (1 - p!) ** k,
    mean: (p) => (1 - p!) / p!,
    variance: (p) => (1 - p!) / p! ** 2,
  },
  poissonCase(0.7),
  poissonCase(9.5),
  poissonCase(10),
  poissonCase(300),
  zipfCase(50, 0.8),
  zipfCase(200, 1),
  zipfCase(1000, 2.5),
  {
    name: 'AliasTable',
    parameters: weights,
    with: (...w) => {
      const table = new AliasTable(w);
      return (s, i) => table.draw(s, i);
    },
    pmf: (...w) => {
      const total = w.reduce((a, b) => a + b, 0);
      return (k) => (w[k] ?? 0) / total;
    },
    mean: () => weights.reduce((sum, _, k) => sum + k * share(k), 0),
    variance: () =>
      weights.reduce((sum, _, k) => sum + k * k * share(k), 0) -
      weights.reduce((sum, _, k) => sum + k * share(k), 0) ** 2,
    wrong: [
      [0.1, 0, 3.15, 1, 0.5],
      [0.1, 0, 3, 1.05, 0.5],
      [0.1, 0.1, 3, 1, 0.5],
    ],
    draws: 120_000,
  },
  {
    name: 'Empirical',
    parameters: weights,
    with: (...w) => {
      const table = new Empirical(values, w);
      return (s, i) => table.draw(s, i);
    },
    pmf: (...w) => {
      const total = w.reduce((a, b) => a + b, 0);
      return (x) => (values.includes(x) ? w[values.indexOf(x)]! / total : 0);
    },
    first: -2,
    mean: () => weights.reduce((sum, _, k) => sum + values[k]! * share(k), 0),
    variance: () =>
      weights.reduce((sum, _, k) => sum + values[k]! ** 2 * share(k), 0) -
      weights.reduce((sum, _, k) => sum + values[k]! * share(k), 0) ** 2,
    wrong: [[0.1, 0, 3.15, 1, 0.5]],
    draws: 120_000,
  },
];
