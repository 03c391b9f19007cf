import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasRelaxedSimd, joinVectors } from '../backends/wasm/engine-features.ts';
import type { KernelBuild } from '../backends/wasm/kernel-build.ts';
import { type WasmMemory, webAssembly } from '../backends/wasm/web-assembly.ts';
import { packageRoot } from '../package-root.ts';
import type { trainingKernels } from './training-kernels.ts';

/** Name of an export of assembly/training/index.ts. */
export type TrainingKernel = (typeof trainingKernels)[number];

/** Exports of assembly/training/index.ts, where each is described; pointers are byte addresses. */
export type TrainingExports = Readonly<Record<TrainingKernel, (...args: number[]) => number>>;

/**
 * An instance of the training kernels over a shared memory. A module of its own: outcome tables carry the hash of the
 * inference kernels, which must not change when training does.
 * @throws Error when the build is missing
 */
export function instantiateTraining(memory: WasmMemory, build: KernelBuild): TrainingExports {
  if (build === 'fast') joinVectors();
  const usable = build === 'fast' && !hasRelaxedSimd() ? 'reproducible' : build;
  const file = join(packageRoot(), 'dist', 'wasm', `training-${usable}.wasm`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`${file}: the compiled kernels are missing; build them with: npm run build`, {
      cause: error,
    });
  }
  const module = new webAssembly.Module(new Uint8Array(bytes));
  return new webAssembly.Instance(module, { env: { memory, abort: refuse } })
    .exports as unknown as TrainingExports;
}

function refuse(): never {
  throw new Error('the training kernels stopped');
}
