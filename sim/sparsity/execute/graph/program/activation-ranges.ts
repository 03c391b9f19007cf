/** Largest values of a network's activations, by the node whose step writes them: what its int8 form is made with. */
export interface ActivationRanges {
  readonly network: string;
  /** By node; behind a ReLU, 7 bits cover 0 to this. */
  readonly most: Readonly<Record<string, number>>;
}
