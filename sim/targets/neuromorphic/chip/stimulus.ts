/** What the input neurons of a network send, step by step. */
export interface Stimulus {
  /**
   * Sets, in `value`, what each input neuron sends in a step: 1 is a spike, 0 nothing.
   * @param slotOf by neuron of the graph: its index in `value`
   */
  apply(step: number, value: Float64Array, slotOf: Uint32Array): void;
}
