import type { Coefficients } from '../fit/coefficients.ts';

/** A coefficient of a part of a sum, and the factor that it is multiplied with. */
export type Link = readonly [index: number, factor: number];

/** A prior: mean and spread of a coefficient; the mean is 0 where none is given. */
export interface Prior {
  readonly mean?: number;
  readonly spread: number;
}

/** Makes links to coefficients by name; a spread of 0 makes none. */
export const linker =
  (coefficients: Coefficients) =>
  (name: string, { mean = 0, spread }: Prior, factor = 1): Link[] =>
    spread > 0 && factor !== 0 ? [[coefficients.index(name, mean, spread), factor]] : [];
