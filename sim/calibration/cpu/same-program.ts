import type { MeasuredRow } from '../measured/measured-row.ts';
import { bytesPerValue } from './run-setting.ts';

/** One measured run for each runtime and precision is what an anchor is here: a board runs each at a pace of its own. */
export const sameProgram = (row: MeasuredRow, anchor: MeasuredRow): boolean =>
  row.runtime === anchor.runtime && bytesPerValue(row.precision) === bytesPerValue(anchor.precision);
