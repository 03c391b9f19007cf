/**
 * Property-based laws for sparse kernels, exported as `sparsewatt/testing`. Needs the package `fast-check` beside it.
 *
 *     import { checkKernel } from 'sparsewatt/testing';
 *     await checkKernel(myKernel, { seed: 1, numRuns: 200 });
 */
export type { MatrixKernel } from '../backends/matrix-kernel.ts';
export { KernelHung } from './call-product.ts';
export { type CaseSpec, caseSpec, describeSpec } from './case-spec.ts';
export { type ValueKind, valueKinds } from './case-values.ts';
export { type ChainShape, chainShape, type LayerShape } from './chains/chain-shape.ts';
export { type ChainLayer, type LayerChain, layerChain, layerChains } from './chains/layer-chain.ts';
export { type Multiply, runChain, runChainWithBound } from './chains/run-chain.ts';
export { type CheckSummary, checkKernel, type LawOutcome, runLaws } from './check-kernel.ts';
export { expectClose } from './expect-close.ts';
export type { NmShape } from './formats/nm-of.ts';
export type { CheckOptions, KernelLaw } from './kernel-law.ts';
export { type BrokenLaw, KernelLawError } from './kernel-law-error.ts';
export { type KernelProduct, kernelProducts, offeredProducts } from './kernel-product.ts';
export { type KernelTrial, kernelTrial } from './kernel-trial.ts';
export { type LadderCase, ladderCase } from './ladder-case.ts';
export { kernelLaws } from './laws/index.ts';
export { type LoadedMatrix, loadMatrix, type Operand } from './loaded-matrix.ts';
export { type MatrixCase, matrixCase } from './matrix-case.ts';
export { type ProductCase, productCase } from './product-case.ts';
export { lawApplies, runLaw } from './run-law.ts';
export { type SparsePattern, sparsePatterns } from './sparse-pattern.ts';
