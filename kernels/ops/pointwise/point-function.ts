/**
 * Functions of one value, in the order of their codes in the kernels. With u = 2^-24, the kernels' error on finite x is
 * at most, in both builds:
 *
 * - `relu`, `leaky-relu`: none, one rounding.
 * - `hard-swish`, x min(max(x + 3, 0), 6) / 6: 3 u max(1, |x|).
 * - `sigmoid`: 4 u of the value, down to x = -80.
 * - `silu`, x sigmoid(x): 5 u of the value, down to x = -80.
 * - `tanh`: 3 u of the value.
 * - `gelu-erf`, x (1 + erf(x / sqrt 2)) / 2, and `gelu-tanh`, x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2:
 *   4 u |x|.
 */
export const pointFunctions = [
  'relu',
  'leaky-relu',
  'hard-swish',
  'sigmoid',
  'silu',
  'tanh',
  'gelu-erf',
  'gelu-tanh',
] as const;

export type PointFunction = (typeof pointFunctions)[number];
