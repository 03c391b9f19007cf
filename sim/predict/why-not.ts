import type { MeasuredQuantity, MeasuredRow } from '../calibration/measured/measured-row.ts';
import type { PredictableProfile } from './predictable-profile.ts';

const listed = (words: readonly string[]): string => [...new Set(words)].sort().join(', ');

/** Why the models of a class cannot say anything of a quantity of a row. @param rows published rows of the class */
export function whyNot(
  quantity: MeasuredQuantity,
  row: MeasuredRow,
  profile: PredictableProfile,
  rows: readonly MeasuredRow[],
): string {
  const isGpu = profile.class === 'server-gpu' || profile.class === 'edge-gpu';
  if (isGpu && (quantity === 'power' || quantity === 'energy') && !profile.powerLimit)
    return 'the profile states no powerLimit';
  if (isGpu) return `the profile states no peak in ${row.precision} or wider`;
  if (row.targetClass !== 'npu')
    return `the model knows nothing of ${row.network} in ${row.precision} on chip ${row.chip} of family ${row.family}`;
  const own = rows.filter((one) => one.chip === row.chip && one.use === 'score');
  if (own.length === 0)
    return `nothing was published of chip ${row.chip}, and NPUs are predicted from rows of their own`;
  const under = own.filter((one) => one.runtime === row.runtime);
  const measured = listed((under.length > 0 ? under : own).map((one) => one.network));
  if (row.clockMhz === null)
    return `operating points are predicted by their clocks, and none of chip ${row.chip} is published (rows: ${measured})`;
  const other = own.filter((one) => one.network === row.network);
  if (
    other.length > 0 &&
    !other.some((one) => one.runtime === row.runtime && one.precision === row.precision)
  )
    return `${row.network} was measured under ${listed(other.map((one) => `${one.runtime} (${one.precision})`))} here`;
  if (other.length > 0)
    return 'no row of it says enough of its operating point: clock, and core supply for energy';
  return `NPUs are predicted for networks that were measured on them: ${measured} under ${under.length > 0 ? row.runtime : listed(own.map((one) => one.runtime))}`;
}
