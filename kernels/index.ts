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
export { type KernelRunner, type RowCall, singleRunner } from './backends/wasm/kernel-runner.ts';
export { KernelScratch } from './backends/wasm/kernel-scratch.ts';
export { type LayerOffsets, layerOffsets } from './backends/wasm/layer-offsets.ts';
export {
  type LayerEpilogue,
  type LayerWeights,
  MatrixLayer,
  type MatrixLayerOptions,
} from './backends/wasm/matrix-layer.ts';
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
export { type DenseMatrix, validateDenseMatrix } from './formats/dense-matrix.ts';
export { FormatError, type FormatErrorCode } from './formats/format-error.ts';
export type { Int8BlockMatrix } from './formats/int8-block-matrix.ts';
export type { Int8Ladder, Int8LadderSegment } from './formats/int8-ladder.ts';
export { packBlockLadder } from './formats/pack-block-ladder.ts';
export { unpackBlockLadder } from './formats/unpack-block-ladder.ts';
export { validateBlockLadder } from './formats/validate-block-ladder.ts';
export { type Conv2dShape, conv2dOutput } from './ops/conv2d/conv2d-shape.ts';
export { conv2dReference, im2colReference } from './ops/conv2d/reference.ts';
export { gemmReference } from './ops/gemm/reference.ts';
export { ladderMatmulReference, matmulCondition, matmulReference } from './ops/matmul/reference.ts';
export { globalAveragePoolReference, type PoolKind, poolReference } from './ops/pool/reference.ts';
export { type Int8Range, int8Limits, int8RangeOf } from './ops/quantise/int8-range.ts';
export {
  type Int8Rows,
  int8Weight,
  mostInt8Columns,
  quantiseLadder,
  quantiseRows,
} from './ops/quantise/int8-rows.ts';
export { quantiseBlocks } from './ops/quantise/quantise-blocks.ts';
export {
  int8MatmulReference,
  int8PoolReference,
  quantiseReference,
  requantiseReference,
  roundHalfEven,
  unpackInt8Blocks,
  unpackInt8Ladder,
} from './ops/quantise/reference.ts';
export { softmaxReference } from './ops/softmax/reference.ts';
