import type { Coefficients } from '../fit/coefficients.ts';

/** Makes a link of a part of a sum to a coefficient by its name and prior: a factor, or an exponent where `factor` is a logarithm. */
export const coefficientLink =
  (coefficients: Coefficients) =>
  (name: string, prior: { readonly mean?: number; readonly spread: number }, factor = 1) =>
    [coefficients.index(name, prior.mean ?? 0, prior.spread), factor] as const;
