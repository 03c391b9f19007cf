import { erf } from './erf.ts';
import type { PointFunction } from './point-function.ts';

const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));

const functions: Readonly<Record<PointFunction, (x: number, slope: number) => number>> = {
  relu: (x) => Math.max(x, 0),
  'leaky-relu': (x, slope) => (x < 0 ? slope * x : x),
  'hard-swish': (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
  sigmoid,
  silu: (x) => x * sigmoid(x),
  tanh: Math.tanh,
  'gelu-erf': (x) => (x * (1 + erf(x / Math.SQRT2))) / 2,
  'gelu-tanh': (x) => x * sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)),
};

/** A function of each value in float64. @param slope of `leaky-relu` below 0 */
export function pointwiseReference(name: PointFunction, x: ArrayLike<number>, slope = 0.01): Float64Array {
  return Float64Array.from(x, (v) => functions[name](v, slope));
}
