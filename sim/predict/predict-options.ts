import type { MeasuredRow } from '../calibration/measured/measured-row.ts';

/** What is to be predicted; what is left out is chosen, and the prediction says how. */
export interface PredictOptions {
  /** Id of a built-in network, or path of an ONNX file. */
  readonly network: string;
  /** Id of a shipped profile, or path of one. */
  readonly target: string;
  /** Id of a software stack in hardware-profiles/measured/vocabulary.yaml, or `unknown`. */
  readonly runtime?: string;
  readonly precision?: string;
  /** Samples at once; microcontrollers and NPUs take one. */
  readonly batch?: number;
  readonly scenario?: 'SingleStream' | 'Offline';
  /** Of an NPU: that of one of its operating points. */
  readonly clockMhz?: number;
  /** Of a microcontroller or NPU. */
  readonly supplyV?: number;
  readonly regulator?: NonNullable<MeasuredRow['regulator']>;
  /** Of a CPU: count, `big-cores` or `all`. */
  readonly threads?: string;
  /** Power mode as published rows name it. */
  readonly mode?: string;
  /** Degrees Celsius of the air around, for a device that computes without a pause; 25 where nothing is said. */
  readonly ambientC?: number;
  /** Seconds from one inference to the next, where they do not follow each other without a pause. */
  readonly everyS?: number;
  /** Energy of the battery that feeds it, in mWh; with `everyS`. */
  readonly batteryMwh?: number;
  /** Path of a CSV file with measurements of the very board. */
  readonly anchors?: string;
}
