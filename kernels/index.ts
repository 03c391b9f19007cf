export { BackendLostError } from './backends/backend-lost-error.ts';
export type { BackendReport, OptionalBackend } from './backends/backend-report.ts';
export { BackendUnavailableError } from './backends/backend-unavailable-error.ts';
export { detectGpuModes } from './backends/gpujs/detect-gpu-modes.ts';
export { createGpuKernel, GpuKernel } from './backends/gpujs/gpu-kernel.ts';
export { type GpuMode, gpuModes } from './backends/gpujs/gpu-library.ts';
export {
  type AccumulatorResult,
  checkOperand,
  type MatrixKernel,
  type MatrixResult,
  type NetworkKernel,
} from './backends/matrix-kernel.ts';
export { referenceKernel } from './backends/reference/reference-kernel.ts';
export { Activation } from './backends/wasm/activation.ts';
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
export type { Dispatch } from './backends/wasm/dispatch.ts';
export { EmbeddingLayer } from './backends/wasm/embedding-layer.ts';
export { type FastDispatch, fastDispatch } from './backends/wasm/fast-dispatch.ts';
export { GatedLayer } from './backends/wasm/gated-layer.ts';
export { GroupedLayer } from './backends/wasm/grouped-layer.ts';
export {
  dequantisePanels,
  Int8BlockLayer,
  int8VectorBytes,
  pairPanelBytes,
  quantisePanels,
} from './backends/wasm/int8-block-layer.ts';
export {
  bytePanelBytes,
  dequantiseBytes,
  hasByteDot,
  Int8ByteLayer,
  quantiseBytes,
} from './backends/wasm/int8-byte-layer.ts';
export { type Int8Epilogue, mostInt8Bias } from './backends/wasm/int8-epilogue.ts';
export { Int8Layer, type Int8LayerWeights } from './backends/wasm/int8-layer.ts';
export type { KernelBuild } from './backends/wasm/kernel-build.ts';
export { type KernelRunner, singleRunner } from './backends/wasm/kernel-runner.ts';
export { KernelScratch } from './backends/wasm/kernel-scratch.ts';
export { KernelSession, type SessionOptions } from './backends/wasm/kernel-session.ts';
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
export { type ChannelFours, channelFours } from './backends/wasm/program/channel-fours.ts';
export { instantiateProgram, type ProgramExports } from './backends/wasm/program/program-module.ts';
export {
  type BytePlace,
  floatWord,
  mostOfVector,
  plainPlane,
  StepTable,
  type UnfoldTarget,
  type WeightPlace,
} from './backends/wasm/program/step-table.ts';
export {
  canUnfold,
  type UnfoldedLayout,
  unfoldedColumns,
  unfoldedLayout,
} from './backends/wasm/program/unfolded-layout.ts';
export {
  type ByteLists,
  type DenseBytes,
  type ListBytes,
  ladderListBytes,
  writeByteLadder,
  writeDenseBytes,
} from './backends/wasm/program/write-byte-weights.ts';
export { RefinableLayer } from './backends/wasm/refinable-layer.ts';
export { ResidentLadder } from './backends/wasm/resident-ladder.ts';
export type { RowCall } from './backends/wasm/row-call.ts';
export { type LayerSpec, SessionLayer } from './backends/wasm/session-layer.ts';
export { SoftmaxLayer } from './backends/wasm/softmax-layer.ts';
export { ThreadTeam } from './backends/wasm/thread-team.ts';
export { WasmArena } from './backends/wasm/wasm-arena.ts';
export { WasmKernel } from './backends/wasm/wasm-kernel.ts';
export { instantiateKernels, kernelHash, type WasmExports } from './backends/wasm/wasm-module.ts';
export { writeDense } from './backends/wasm/write-weights.ts';
export type { AdapterReport } from './backends/webgpu/adapter-report.ts';
export { createWebGpuKernel } from './backends/webgpu/create-web-gpu-kernel.ts';
export { detectWebGpu } from './backends/webgpu/detect-web-gpu.ts';
export { type DeviceLimit, DeviceLimitError } from './backends/webgpu/device-limit-error.ts';
export { DeviceLostError, type DeviceLostReason } from './backends/webgpu/device-lost-error.ts';
export type { DeviceOptions } from './backends/webgpu/device-options.ts';
export type { Epilogue } from './backends/webgpu/epilogue.ts';
export type {
  DeviceProduct,
  ProductOptions,
  WebGpuKernel,
  WebGpuMatrix,
} from './backends/webgpu/web-gpu-kernel.ts';
export {
  activeBlocks,
  activeRowsPerColumn,
  type BlockLadder,
  blockHeight,
  blockRowCount,
  type LadderSegment,
  segmentsOfLevel,
} from './formats/block-ladder.ts';
export { blockMagnitudeOrder } from './formats/block-magnitude-order.ts';
export type { ColumnBlockLadder, ColumnSegment } from './formats/column-block-ladder.ts';
export { type ConvertOptions, convertMatrix } from './formats/convert-matrix.ts';
export type { CsrMatrix } from './formats/csr-matrix.ts';
export { type DenseMatrix, validateDenseMatrix } from './formats/dense-matrix.ts';
export { deserialiseMatrix } from './formats/deserialise-matrix.ts';
export { FormatError, type FormatErrorCode } from './formats/format-error.ts';
export type { Int8BlockMatrix } from './formats/int8-block-matrix.ts';
export type { Int8Ladder, Int8LadderSegment } from './formats/int8-ladder.ts';
export { type Int8Rows, quantiseRows } from './formats/int8-rows.ts';
export { ladderFromColumns } from './formats/ladder-from-columns.ts';
export { type MatrixBytes, matrixBytes } from './formats/matrix-bytes.ts';
export type { NmMatrix } from './formats/nm-matrix.ts';
export { packBlockLadder } from './formats/pack-block-ladder.ts';
export { packColumnBlockLadder } from './formats/pack-column-block-ladder.ts';
export { packCsr } from './formats/pack-csr.ts';
export { packInt8Block } from './formats/pack-int8-block.ts';
export { packInt8Ladder } from './formats/pack-int8-ladder.ts';
export { packNm } from './formats/pack-nm.ts';
export { packSingleLevel } from './formats/pack-single-level.ts';
export { packTallBlock } from './formats/pack-tall-block.ts';
export { pruneNm } from './formats/prune-nm.ts';
export { serialiseMatrix } from './formats/serialise-matrix.ts';
export {
  type MatrixOf,
  type SparseFormat,
  type SparseMatrix,
  sparseFormats,
} from './formats/sparse-matrix.ts';
export type { BlockRows, TallBlockMatrix } from './formats/tall-block-matrix.ts';
export { unpackBlockLadder } from './formats/unpack-block-ladder.ts';
export { unpackColumnBlockLadder } from './formats/unpack-column-block-ladder.ts';
export { unpackCsr } from './formats/unpack-csr.ts';
export { rowsOfInt8Block, unpackInt8Block } from './formats/unpack-int8-block.ts';
export { dequantiseLadder, rowsOfInt8Ladder, unpackInt8Ladder } from './formats/unpack-int8-ladder.ts';
export { unpackNm } from './formats/unpack-nm.ts';
export { unpackTallBlock } from './formats/unpack-tall-block.ts';
export { validateBlockLadder } from './formats/validate-block-ladder.ts';
export { validateColumnBlockLadder } from './formats/validate-column-block-ladder.ts';
export { validateCsr } from './formats/validate-csr.ts';
export { validateInt8Block } from './formats/validate-int8-block.ts';
export { validateInt8Ladder } from './formats/validate-int8-ladder.ts';
export { validateMatrix } from './formats/validate-matrix.ts';
export { validateNm } from './formats/validate-nm.ts';
export { validateTallBlock } from './formats/validate-tall-block.ts';
export { addReference } from './ops/add/reference.ts';
export type { AttentionShape } from './ops/attention/attention-shape.ts';
export { attentionReference } from './ops/attention/reference.ts';
export { concatReference } from './ops/concat/reference.ts';
export { type Conv2dShape, conv2dOutput, vectorShape } from './ops/conv2d/conv2d-shape.ts';
export { conv2dReference, im2colReference } from './ops/conv2d/reference.ts';
export { embeddingReference } from './ops/embedding/reference.ts';
export { gateReference } from './ops/gate/reference.ts';
export { gemmReference } from './ops/gemm/reference.ts';
export { columnsMatmulReference } from './ops/matmul/columns-reference.ts';
export { csrMatmulReference } from './ops/matmul/csr-reference.ts';
export { int8MatmulReference } from './ops/matmul/int8-reference.ts';
export { nmMatmulReference } from './ops/matmul/nm-reference.ts';
export { ladderMatmulReference, matmulCondition, matmulReference } from './ops/matmul/reference.ts';
export { tallMatmulReference } from './ops/matmul/tall-reference.ts';
export { type NormKind, type NormParameters, normReference } from './ops/norm/reference.ts';
export { type PadShape, padReference } from './ops/pad/reference.ts';
export { type PointFunction, pointFunctions } from './ops/pointwise/point-function.ts';
export { pointwiseReference } from './ops/pointwise/reference.ts';
export { globalAveragePoolReference, type PoolKind, poolReference } from './ops/pool/reference.ts';
export { type Int8Range, int8Limits, int8RangeOf } from './ops/quantise/int8-range.ts';
export {
  int8PoolReference,
  int8SumsReference,
  quantiseReference,
  requantiseReference,
  roundHalfEven,
} from './ops/quantise/reference.ts';
export { softmaxReference } from './ops/softmax/reference.ts';
