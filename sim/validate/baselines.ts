import type { Baseline, ClassModel } from '../calibration/class-model.ts';
import { type MeasuredRow, measuredValue } from '../calibration/measured/measured-row.ts';

type Same = (row: MeasuredRow, other: MeasuredRow) => boolean;

const family: Same = (a, b) => a.family === b.family;
const familyAndNetwork: Same = (a, b) => family(a, b) && a.network === b.network;
const all: Same = () => true;
const program: Same = (a, b) =>
  familyAndNetwork(a, b) && a.runtime === b.runtime && a.precision === b.precision;

/**
 * The trivial predictions that a model must beat. Each takes a rate (cycles per multiply-accumulate, joules per
 * multiply-accumulate, watts) from calibration rows and multiplies it with the size of the row; where it has no row to
 * take it from, it falls back on the next coarser one.
 */
export function baselinesFor(model: ClassModel): Baseline[] {
  // Every row is looked at for every other one.
  const rates = new Map<MeasuredRow, number | null>();
  const rate = (row: MeasuredRow): number | null => {
    const before = rates.get(row);
    if (before !== undefined) return before;
    const value = measuredValue(row, model.quantity);
    const size = model.size(row);
    const found = value === null || size === null ? null : value / size;
    rates.set(row, found);
    return found;
  };
  /** Geometric mean of the rates of the first kind of rows that there are. */
  const mean =
    (...kinds: readonly Same[]) =>
    (row: MeasuredRow, seen: readonly MeasuredRow[]): number | null => {
      const size = model.size(row);
      if (size === null) return null;
      for (const same of kinds) {
        const rates = seen.filter((other) => same(row, other)).flatMap((other) => rate(other) ?? []);
        if (rates.length > 0)
          return size * Math.exp(rates.reduce((sum, x) => sum + Math.log(x), 0) / rates.length);
      }
      return null;
    };
  /** The last published row of the same program on a sibling. */
  const sibling = (row: MeasuredRow, seen: readonly MeasuredRow[]): number | null => {
    const rates = seen.filter((other) => program(row, other)).flatMap((other) => rate(other) ?? []);
    const size = model.size(row);
    const last = rates.at(-1);
    return last === undefined || size === null ? null : last * size;
  };
  const byProgram = mean(program, familyAndNetwork, family, all);
  return [
    ...model.baselines,
    { name: 'per core family', predict: mean(family, all) },
    { name: 'per family and network', predict: mean(familyAndNetwork, family, all) },
    { name: 'per family, network and runtime', predict: byProgram },
    { name: 'a sibling copied', predict: (row, seen) => sibling(row, seen) ?? byProgram(row, seen) },
  ];
}
