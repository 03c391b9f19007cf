import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import type { Chosen } from './chosen.ts';
import { mostFrequent } from './most-frequent.ts';
import type { PredictableProfile } from './predictable-profile.ts';
import { refusal } from './refusal.ts';

/**
 * The precision: the one that was asked for, or that of most published rows under the runtime, those of the chip first; else that of the chip, of the class.
 * @param rows published rows of the class
 * @throws InputError for one that no row of the class was measured in
 */
export function choosePrecision(
  asked: string | undefined,
  runtime: string,
  profile: Pick<PredictableProfile, 'id' | 'chip'>,
  rows: readonly MeasuredRow[],
): Chosen {
  const stated = rows.filter((row) => row.precision !== 'not-stated');
  if (asked !== undefined) {
    const allowed = [...new Set(stated.map((row) => row.precision))].sort();
    if (allowed.includes(asked)) return { value: asked, note: null };
    throw refusal(
      'E_UNKNOWN_PRECISION',
      `"${asked}" is not a precision that rows of this class were measured in.`,
      { allowed, word: asked },
    );
  }
  const isUnder = (row: MeasuredRow) => row.runtime === runtime;
  const isHere = (row: MeasuredRow) => row.chip === (profile.chip ?? profile.id);
  const places: readonly (readonly [string, (row: MeasuredRow) => boolean])[] = [
    [`under ${runtime} on this chip`, (row) => isUnder(row) && isHere(row)],
    [`under ${runtime}`, isUnder],
    ['on this chip', isHere],
    ['in its class', () => true],
  ];
  for (const [where, isThere] of places) {
    const usual = mostFrequent(stated.filter(isThere).map((row) => row.precision));
    if (usual) return { value: usual, note: `precision ${usual} was chosen: the usual one ${where}` };
  }
  return { value: 'int8', note: 'precision int8 was chosen: no published row states one' };
}
