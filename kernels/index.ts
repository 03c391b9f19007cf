export { createGpuKernel, GpuKernel } from './backends/gpujs/gpu-kernel.ts';
export type { GpuMode } from './backends/gpujs/gpu-library.ts';
export { checkOperand, type MatrixKernel, type MatrixResult } from './backends/matrix-kernel.ts';
export { referenceKernel } from './backends/reference/reference-kernel.ts';
export {
  type ActivationLayout,
  activationLayout,
  type Border,
  type Volume,
} from './backends/wasm/activation-layout.ts';
export { AddLayer } from './backends/wasm/add-layer.ts';
export { AttentionLayer } from './backends/wasm/attention-layer.ts';
export { ConcatLayer } from './backends/wasm/concat-layer.ts';
export { DepthwiseLayer } from './backends/wasm/depthwise-layer.ts';
export { EmbeddingLayer } from './backends/wasm/embedding-layer.ts';
export { GatedLayer } from './backends/wasm/gated-layer.ts';
export { GroupedLayer } from './backends/wasm/grouped-layer.ts';
export type { KernelBuild } from './backends/wasm/kernel-build.ts';
export { type KernelRunner, type RowCall, singleRunner } from './backends/wasm/kernel-runner.ts';
export { KernelScratch } from './backends/wasm/kernel-scratch.ts';
export { type LayerOffsets, layerOffsets } from './backends/wasm/layer-offsets.ts';
export {
  type LayerEpilogue,
  type LayerWeights,
  MatrixLayer,
  type MatrixLayerOptions,
} from './backends/wasm/matrix-layer.ts';
export { NormLayer } from './backends/wasm/norm-layer.ts';
export { PadLayer } from './backends/wasm/pad-layer.ts';
export { readPanels, writePanels } from './backends/wasm/panels.ts';
export { PointwiseLayer } from './backends/wasm/pointwise-layer.ts';
export { PoolLayer } from './backends/wasm/pool-layer.ts';
export { RefinableLayer } from './backends/wasm/refinable-layer.ts';
export { SoftmaxLayer } from './backends/wasm/softmax-layer.ts';
export { WasmArena } from './backends/wasm/wasm-arena.ts';
export { WasmKernel } from './backends/wasm/wasm-kernel.ts';
export { instantiateKernels, kernelHash, type WasmExports } from './backends/wasm/wasm-module.ts';
export { type WrittenLadder, writeDense, writeLadder } from './backends/wasm/write-weights.ts';
export {
  activeBlocks,
  activeRowsPerColumn,
  type BlockLadder,
  blockHeight,
  blockRowCount,
  type LadderSegment,
  segmentsOfLevel,
} from './formats/block-ladder.ts';
export type { ColumnBlockLadder, ColumnSegment } from './formats/column-block-ladder.ts';
export { type DenseMatrix, validateDenseMatrix } from './formats/dense-matrix.ts';
export { FormatError, type FormatErrorCode } from './formats/format-error.ts';
export { packBlockLadder } from './formats/pack-block-ladder.ts';
export { unpackBlockLadder } from './formats/unpack-block-ladder.ts';
export { validateBlockLadder } from './formats/validate-block-ladder.ts';
export { addReference } from './ops/add/reference.ts';
export type { AttentionShape } from './ops/attention/attention-shape.ts';
export { attentionReference } from './ops/attention/reference.ts';
export { concatReference } from './ops/concat/reference.ts';
export { type Conv2dShape, conv2dOutput } from './ops/conv2d/conv2d-shape.ts';
export { conv2dReference, im2colReference } from './ops/conv2d/reference.ts';
export { embeddingReference } from './ops/embedding/reference.ts';
export { gateReference } from './ops/gate/reference.ts';
export { gemmReference } from './ops/gemm/reference.ts';
export { ladderMatmulReference, matmulCondition, matmulReference } from './ops/matmul/reference.ts';
export { type NormKind, type NormParameters, normReference } from './ops/norm/reference.ts';
export { type PadShape, padReference } from './ops/pad/reference.ts';
export { type PointFunction, pointFunctions } from './ops/pointwise/point-function.ts';
export { pointwiseReference } from './ops/pointwise/reference.ts';
export { globalAveragePoolReference, type PoolKind, poolReference } from './ops/pool/reference.ts';
export { softmaxReference } from './ops/softmax/reference.ts';
