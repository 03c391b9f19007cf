import { describe, expect, test } from 'vitest';
import type { MatrixKernel } from '../../../kernels/index.ts';
import { type CheckOptions, checkKernel, kernelLaws, runLaws } from '../../../kernels/testing/index.ts';
import { plainKernel } from './plain-kernel.ts';
import { bfloat16Sums } from './wrong-kernels/bfloat16-sums.ts';
import { fixedGroup } from './wrong-kernels/fixed-group.ts';
import { floatInt8Sums } from './wrong-kernels/float-int8-sums.ts';
import { gateInPlace } from './wrong-kernels/gate-in-place.ts';
import { gateInclusive } from './wrong-kernels/gate-inclusive.ts';
import { halfSums } from './wrong-kernels/half-sums.ts';
import { lastBlockRowMissing } from './wrong-kernels/last-block-row-missing.ts';
import { lastColumnDropped } from './wrong-kernels/last-column-dropped.ts';
import { levelIgnored } from './wrong-kernels/level-ignored.ts';
import { oddColumnsInt8 } from './wrong-kernels/odd-columns-int8.ts';
import { packedByShape } from './wrong-kernels/packed-by-shape.ts';
import { rowEndOffByOne } from './wrong-kernels/row-end-off-by-one.ts';
import { saturatingInt8 } from './wrong-kernels/saturating-int8.ts';
import { sharedResult } from './wrong-kernels/shared-result.ts';
import { shortBlocksOverwrite } from './wrong-kernels/short-blocks-overwrite.ts';
import { sizeUnchecked } from './wrong-kernels/size-unchecked.ts';
import { staleScratch } from './wrong-kernels/stale-scratch.ts';
import { sumNotReset } from './wrong-kernels/sum-not-reset.ts';
import { swappedLanes } from './wrong-kernels/swapped-lanes.ts';
import { unorderedSum } from './wrong-kernels/unordered-sum.ts';
import { writesToInput } from './wrong-kernels/writes-to-input.ts';

const seeds = [1, 2, 3];

/** Each wrong kernel with the laws that must catch it, and whether no other law may. */
const wrong: [kernel: MatrixKernel, laws: string[], alone?: 'alone'][] = [
  [lastColumnDropped, ['exactness', 'reference', 'round-trip', 'input-permutation']],
  [rowEndOffByOne, ['exactness', 'reference', 'round-trip', 'row-permutation']],
  [lastBlockRowMissing, ['exactness', 'reference', 'round-trip', 'row-permutation']],
  [sumNotReset, ['exactness', 'reference', 'round-trip', 'zero-rows', 'row-permutation']],
  [staleScratch, ['no-stale-state']],
  [packedByShape, ['no-stale-state']],
  [bfloat16Sums, ['exactness', 'reference', 'linearity']],
  [halfSums, ['exactness', 'reference']],
  [unorderedSum, ['determinism', 'no-stale-state'], 'alone'],
  [swappedLanes, ['exactness', 'reference', 'round-trip', 'row-permutation', 'zero-rows']],
  [levelIgnored, ['exactness', 'reference', 'round-trip', 'level-nesting']],
  [gateInclusive, ['gate'], 'alone'],
  [gateInPlace, ['inputs-untouched'], 'alone'],
  [saturatingInt8, ['int8-exactness', 'reference']],
  [floatInt8Sums, ['int8-exactness']],
  [oddColumnsInt8, ['int8-exactness', 'reference']],
  [fixedGroup, ['exactness', 'reference', 'round-trip']],
  [shortBlocksOverwrite, ['exactness', 'reference', 'round-trip']],
  [writesToInput, ['inputs-untouched'], 'alone'],
  [sharedResult, ['fresh-result'], 'alone'],
  [sizeUnchecked, ['bad-input'], 'alone'],
];

test.each([plainKernel])('the kernel they are changed from obeys every law', async (kernel) => {
  const { laws, products, cases } = await checkKernel(kernel, { seed: 1, numRuns: 30 });
  expect(laws).toEqual(kernelLaws.map((law) => law.id));
  expect(products).toHaveLength(7);
  expect(cases).toBeGreaterThan(30 * 7 * 12);
});

async function brokenLaws(kernel: MatrixKernel, options: Partial<CheckOptions>): Promise<string[]> {
  const broken: string[] = [];
  for await (const { law, broken: error } of runLaws(kernel, options)) if (error) broken.push(law.id);
  return broken.toSorted();
}

describe.each(wrong)('$name', (kernel, laws) => {
  test(`is caught within 200 cases by: ${laws.join(', ')}`, async () => {
    for (const seed of seeds)
      expect(await brokenLaws(kernel, { seed, numRuns: 200, laws }), `seed ${seed}`).toEqual(laws.toSorted());
  });
});

test.each(wrong.filter(([, , alone]) => alone))('$name obeys every other law', async (kernel, laws) => {
  const others = kernelLaws.map((law) => law.id).filter((id) => !laws.includes(id));
  expect(await brokenLaws(kernel, { seed: 1, numRuns: 40, laws: others })).toEqual([]);
});
