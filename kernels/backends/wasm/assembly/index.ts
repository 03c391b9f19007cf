// SIMD kernels, compiled twice: the reproducible build has only instructions with one IEEE result, so its outputs are the
// same bits on every machine; the fast build leaves multiply-add to the processor (madd.ts).
//
// Layout. An activation is [channels][padded height][padded width][lanes] float32. lanes = 8: one panel holds the same
// pixel of eight samples, and a convolution reads it by byte offsets from the pixel, so im2col has no gather to do
// and the ladder kernel copies nothing. lanes = 1: one sample; eight neighbouring pixels are a panel where the window
// walks pixel by pixel, else eight of its pixels at a time are gathered into a panel [columns][8].
// Every output of a panel is summed over its columns in the order in which the weights are stored, one lane an output:
// a sample's result depends neither on its lane nor on the layout.
//
// A block is 4 rows x 1 column; eight accumulators hold 4 rows x 8 lanes. Twelve would spill on x86, where vectors are
// not joined.

export { dense, ladder, densePixels, ladderPixels } from './matmul';
export { loadImages, clearBorder } from './images';
export { gatePanels, gatePixels } from './gate';
export { pool } from './pool';
export { collect, softmax, rank } from './classify';
export { denseVector, ladderVector, tallVector } from './vector';
export { csr, csrPixels, csrVector } from './csr';
export { gatedVector, gatedPixels, gatedSteps } from './columns';
export { refine, refinePixels, refineVector } from './refine';
export { pointwise } from './ops-functions';
export { addPlanes, copyPlanes, fillPlanes } from './ops-planes';
export { softmaxPanels, softmaxPixels } from './ops-softmax';
export { normPanels, normPixels } from './ops-norm';
export { embedPanels, embedRows } from './ops-embed';
export { attend, packKeys, packValues } from './ops-attention';
export { depthwisePanels, depthwisePixels } from './ops-depthwise';
export { int8Dense, int8Ladder } from './int8-matmul';
export { int8Blocks, int8BlocksVector } from './int8-blocks';
export { int8Quantise, int8QuantiseVector, int8Dequantise, int8LoadImages, int8Collect } from './int8-convert';
export { int8GatePanels, int8Pool } from './int8-layers';
export { int8ByteProbe, int8ByteBlocks, int8ByteQuantise, int8ByteDequantise } from './int8-bytes';
