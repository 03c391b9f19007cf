export { createGpuKernel, GpuKernel } from './backends/gpujs/gpu-kernel.ts';
export type { GpuMode } from './backends/gpujs/gpu-library.ts';
export {
  type AccumulatorResult,
  checkOperand,
  type MatrixKernel,
  type MatrixResult,
  type NetworkKernel,
} from './backends/matrix-kernel.ts';
export { referenceKernel } from './backends/reference/reference-kernel.ts';
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
export type { CsrMatrix } from './formats/csr-matrix.ts';
export { type DenseMatrix, validateDenseMatrix } from './formats/dense-matrix.ts';
export { FormatError, type FormatErrorCode } from './formats/format-error.ts';
export type { Int8BlockMatrix } from './formats/int8-block-matrix.ts';
export type { NmMatrix } from './formats/nm-matrix.ts';
export { packBlockLadder } from './formats/pack-block-ladder.ts';
export type { BlockRows, TallBlockMatrix } from './formats/tall-block-matrix.ts';
export { unpackBlockLadder } from './formats/unpack-block-ladder.ts';
export { validateBlockLadder } from './formats/validate-block-ladder.ts';
export { type Conv2dShape, conv2dOutput } from './ops/conv2d/conv2d-shape.ts';
export { conv2dReference, im2colReference } from './ops/conv2d/reference.ts';
export { gemmReference } from './ops/gemm/reference.ts';
export { columnsMatmulReference } from './ops/matmul/columns-reference.ts';
export { csrMatmulReference } from './ops/matmul/csr-reference.ts';
export { int8MatmulReference } from './ops/matmul/int8-reference.ts';
export { nmMatmulReference } from './ops/matmul/nm-reference.ts';
export { ladderMatmulReference, matmulCondition, matmulReference } from './ops/matmul/reference.ts';
export { tallMatmulReference } from './ops/matmul/tall-reference.ts';
export { globalAveragePoolReference, type PoolKind, poolReference } from './ops/pool/reference.ts';
export { softmaxReference } from './ops/softmax/reference.ts';
