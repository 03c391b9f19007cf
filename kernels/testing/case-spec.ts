import fc from 'fast-check';
import type { ValueKind } from './case-values.ts';
import { valueKinds } from './case-values.ts';
import { type ChainShape, describeChain } from './chains/chain-shape.ts';
import { type SparsePattern, sparsePatterns } from './sparse-pattern.ts';

/** All that a case is made from: short to print, and simple when it has shrunk. */
export interface CaseSpec {
  readonly rows: number;
  readonly cols: number;
  /** Right-hand sides; products with one take the first. */
  readonly n: number;
  readonly density: number;
  readonly pattern: SparsePattern;
  readonly values: ValueKind;
  readonly seed: number;
  /** Of the law on whole networks: the layers, in place of the sides of one matrix. */
  readonly chain?: ChainShape;
}

/** Around the sizes of blocks, panels and vectors, and none at all; rising, so that they shrink to smaller ones. */
const sides = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17, 20, 23, 24, 25, 31, 32, 33, 40] as const;
/** Past the 1,000 rounds at which some loops end, and past where float32 counts int8 products exactly. */
const longSides = [1001, 1200, 1281] as const;

/** One of a list, all as likely; shrinks step by step towards the first, which `constantFrom` does not. */
const among = <T>(list: readonly T[]): fc.Arbitrary<T> =>
  fc.noBias(fc.nat({ max: list.length - 1 })).map((i) => list[i]!);

/** Any shape, density, pattern and kind of values, or only some kinds. */
export function caseSpec(kinds: readonly ValueKind[] = valueKinds): fc.Arbitrary<CaseSpec> {
  const spec = fc.record({
    rows: among(sides),
    cols: among([...sides, ...longSides]),
    n: among(sides.filter((side) => side < 20)),
    density: among([0, 0.05, 0.1, 0.25, 0.5, 0.75, 1]),
    pattern: among(sparsePatterns),
    values: among(kinds),
    seed: fc.nat({ max: 999_999 }),
  });
  // Long matrices are slim: nothing more would be found in larger ones, only later.
  return spec.map((s) =>
    s.cols < longSides[0] ? s : { ...s, rows: Math.min(s.rows, 9), n: Math.min(s.n, 5) },
  );
}

/** One line that says it all. @param n right-hand sides that the product took */
export function describeSpec(spec: CaseSpec, n: number): string {
  const { rows, cols, density, pattern, values, seed } = spec;
  const shape = spec.chain
    ? `${n} ${n === 1 ? 'image' : 'images'} ${describeChain(spec.chain)}`
    : `W ${rows} x ${cols}, X ${cols} x ${n}`;
  return `${shape} · density ${density}, ${pattern} · values ${values} · seed ${seed}`;
}
