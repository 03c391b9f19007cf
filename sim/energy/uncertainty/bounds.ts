import type { Range } from './central-range.ts';

/** Interval arithmetic on positive ranges: the check of the Monte Carlo propagation, which it must contain. */
export const bounds = {
  times: (a: Range, b: Range): Range => ({ low: a.low * b.low, high: a.high * b.high }),
  over: (a: Range, b: Range): Range => ({ low: a.low / b.high, high: a.high / b.low }),
  plus: (a: Range, b: Range): Range => ({ low: a.low + b.low, high: a.high + b.high }),
  scale: (a: Range, by: number): Range => ({ low: a.low * by, high: a.high * by }),
} as const;
