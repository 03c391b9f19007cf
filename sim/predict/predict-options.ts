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
  readonly batch?: number;
  readonly scenario?: 'SingleStream' | 'Offline';
  readonly clockMhz?: number;
  readonly supplyV?: number;
  readonly regulator?: NonNullable<MeasuredRow['regulator']>;
  /** Count, `big-cores` or `all`. */
  readonly threads?: string;
  /** Power mode as published rows name it. */
  readonly mode?: string;
  /** Path of a CSV file with measurements of the very board. */
  readonly anchors?: string;
}
