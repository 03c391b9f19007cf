/** Steps that a synapse of a file may delay: spikes on their way are kept by neuron and step (Loihi has 62 at most). */
export const mostDelay = 255;
