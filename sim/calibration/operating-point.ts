import type { MeasuredRow } from './measured/measured-row.ts';

/** The point at which a chip ran: supply, regulator, clock and mode, as one word. Rows of a chip that share it are one. */
export const operatingPoint = (row: MeasuredRow): string =>
  [row.chip, row.supplyV ?? '-', row.regulator ?? '-', row.clockMhz ?? '-', row.mode ?? '-'].join(' ');
