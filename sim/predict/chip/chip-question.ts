/** One inference on a neuromorphic chip, asked for. */
export interface ChipQuestion {
  /** ONNX file of a chain of layers, or a spiking network (.nir, .net, .yaml). */
  readonly network: string;
  /** Id of a shipped profile, or path of one. */
  readonly target: string;
  /** Code of a converted network; the chip's best by default. */
  readonly runtime?: string | undefined;
  /** Converted networks: id of the operating point, such as L3-t16; the densest that fits, with all its steps, by default. */
  readonly point?: string | undefined;
  /** Spiking networks: steps of one inference (100), and probability of a spike of an input neuron in a step, where it has no input of its own. */
  readonly steps?: number | undefined;
  readonly rate?: number | undefined;
  readonly everyS?: number | undefined;
}
