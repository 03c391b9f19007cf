import type { MeasuredRow } from '../calibration/measured/measured-row.ts';

/** How a target is set and used for one prediction: what a row of a measurement says of it. */
export interface RunPoint
  extends Pick<
    MeasuredRow,
    'clockMhz' | 'coreVoltageShare' | 'supplyV' | 'regulator' | 'threads' | 'mode' | 'usual'
  > {
  readonly batch: number;
  /** What was chosen because nothing was said, and what is beyond the data sheet. */
  readonly notes: readonly string[];
}
