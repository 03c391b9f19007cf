import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import type { PublishedRow } from './prediction.ts';

/** Published rows of the board, network and precision that is predicted. */
export const publishedRows = (row: MeasuredRow, rows: readonly MeasuredRow[]): PublishedRow[] =>
  rows
    .filter(
      (one) =>
        one.use === 'score' &&
        one.device === row.device &&
        one.network === row.network &&
        one.precision === row.precision,
    )
    .map((one) => {
      const { id, runtime, precision, batch, scenario, threads, mode, clockMhz, supplyV } = one;
      const { accelerators, latencyMs, throughputPerS, powerW, energyJ, source } = one;
      return {
        ...{ id, runtime, precision, batch, scenario, threads, mode, clockMhz, supplyV, accelerators },
        ...{ latencyMs, throughputPerS, powerW, energyJ, source },
      };
    });
