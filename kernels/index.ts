export type { BackendReport, OptionalBackend } from './backends/backend-report.ts';
export { BackendUnavailableError } from './backends/backend-unavailable-error.ts';
export { detectGpuModes } from './backends/gpujs/detect-gpu-modes.ts';
export { createGpuKernel, GpuKernel } from './backends/gpujs/gpu-kernel.ts';
export { type GpuMode, gpuModes } from './backends/gpujs/gpu-library.ts';
export { checkOperand, type MatrixKernel, type MatrixResult } from './backends/matrix-kernel.ts';
export { referenceKernel } from './backends/reference/reference-kernel.ts';
export { WasmArena } from './backends/wasm/wasm-arena.ts';
export { WasmKernel } from './backends/wasm/wasm-kernel.ts';
export { instantiateKernels, kernelHash, type WasmExports } from './backends/wasm/wasm-module.ts';
export { type WrittenLadder, writeDense, writeLadder } from './backends/wasm/write-weights.ts';
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
export { type DenseMatrix, validateDenseMatrix } from './formats/dense-matrix.ts';
export { FormatError, type FormatErrorCode } from './formats/format-error.ts';
export { packBlockLadder } from './formats/pack-block-ladder.ts';
export { unpackBlockLadder } from './formats/unpack-block-ladder.ts';
export { validateBlockLadder } from './formats/validate-block-ladder.ts';
export { type Conv2dShape, conv2dOutput } from './ops/conv2d/conv2d-shape.ts';
export { conv2dReference, im2colReference } from './ops/conv2d/reference.ts';
export { gemmReference } from './ops/gemm/reference.ts';
export { ladderMatmulReference, matmulCondition, matmulReference } from './ops/matmul/reference.ts';
export { globalAveragePoolReference, type PoolKind, poolReference } from './ops/pool/reference.ts';
export { softmaxReference } from './ops/softmax/reference.ts';
