/** Neurons of one network that are read from a file; a few bytes can ask for more than any memory holds. */
export const mostNeurons = 2 ** 24;
