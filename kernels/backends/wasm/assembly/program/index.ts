// Networks of one sample, of images, tokens or both: a whole network, or a part of it, in one call. A module of its own:
// outcome tables carry the hash of the inference kernels, which these are not among.
//
// A block row is 4 outputs, a panel eight neighbouring pixels; sums are taken as in the other kernels, one lane an output,
// in the order of the weights, so fp32 results of `run` on images are those of the panel kernels bit by bit.

export { byteDotProbe } from './bytes';
export { run } from './steps';
// Besides: faster forms for tokens in fast mode, on the panels of the inference kernels. Their bits differ (norm and
// attention sum in float32; epilogues are joined).
export { embedBytes } from './embedding';
export { normTokens } from './norm';
export { attendTokens } from './attention';
export { ladderPanels } from './ladder';
