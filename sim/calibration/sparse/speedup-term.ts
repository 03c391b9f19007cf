import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import { skipsZeros } from './sparse-kernels.ts';
import { referenceOf, type SparseReferences } from './sparse-references.ts';
import type { SpeedupPriors } from './speedup-priors.ts';
import { type TimeShares, timeShares } from './time-shares.ts';

type Link = readonly [index: number, factor: number];

const totalOf = ({ products, attention, values }: TimeShares): number => products + attention + values;

/**
 * Time of a sparse run over that of the dense one that it is compared with: (1 - s) x overhead + rest (design.md, section
 * 6), where the network's own products, attention and activations say how much the rest is; times what else changes
 * between the two: the network, the numbers, the engine. An engine without kernels for that kind of zeros multiplies all
 * of them.
 * @returns null where the share of zeros or the kind of processor is not known, or networks differ and are not known
 */
export function speedupTerm(
  row: MeasuredRow,
  references: SparseReferences,
  coefficients: Coefficients,
  priors: SpeedupPriors,
): SumTerm | null {
  const { sparsity, sparsityLevel, lineage, network, family } = row;
  const reference = referenceOf(row, references);
  const own = timeShares(network, family, priors);
  const other = timeShares(reference.network, family, priors);
  if (sparsity === null || sparsityLevel === null || !own || !other) return null;
  if (network !== reference.network && !(layersOf({ network }) && layersOf({ network: reference.network })))
    return null;
  const link = (name: string, { mean = 0, spread }: { mean?: number; spread: number }): Link => [
    coefficients.index(name, mean, spread),
    1,
  ];
  const changed =
    lineage === reference.lineage ? [] : [link(`${lineage} against ${reference.lineage}`, priors.engine)];
  const shrinks = row.precision === 'int8' && reference.precision === 'fp32';
  const products = shrinks ? [link('8 bits', priors.integer)] : [];
  const dense = totalOf(other);
  const overhead = priors.overhead[sparsity];
  if (!overhead || !skipsZeros(lineage, sparsity))
    return new SumTerm([{ amount: totalOf(own) / dense, coefficients: [...changed, ...products] }]);
  const all = [...changed, link(`chip ${row.chip}`, priors.chip)];
  const rest = [...all, link(`rest on ${family}`, priors.rest)];
  return new SumTerm([
    {
      amount: ((1 - sparsityLevel) * own.products) / dense,
      coefficients: [...all, ...products, link(`overhead of ${sparsity}`, overhead)],
    },
    { amount: own.attention / dense, coefficients: [...rest, ...products] },
    {
      amount: own.values / dense,
      coefficients: [...rest, ...(shrinks ? [link('8 bits, rest', priors.integerRest)] : [])],
    },
  ]);
}
