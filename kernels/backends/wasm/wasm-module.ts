import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import { hasRelaxedSimd, joinVectors } from './engine-features.ts';
import type { KernelBuild } from './kernel-build.ts';
import { type WasmMemory, webAssembly } from './web-assembly.ts';

/** Exports of assembly/index.ts, where each is described; pointers are byte addresses. */
export type WasmExports = Readonly<
  Record<
    | 'dense'
    | 'ladder'
    | 'densePixels'
    | 'ladderPixels'
    | 'denseVector'
    | 'ladderVector'
    | 'tallVector'
    | 'csr'
    | 'csrPixels'
    | 'csrVector'
    | 'gatedVector'
    | 'gatedPixels'
    | 'gatedSteps'
    | 'refine'
    | 'refinePixels'
    | 'refineVector'
    | 'pointwise'
    | 'addPlanes'
    | 'copyPlanes'
    | 'fillPlanes'
    | 'softmaxPanels'
    | 'softmaxPixels'
    | 'normPanels'
    | 'normPixels'
    | 'embedPanels'
    | 'embedRows'
    | 'attend'
    | 'packKeys'
    | 'packValues'
    | 'depthwisePanels'
    | 'depthwisePixels'
    | 'loadImages'
    | 'clearBorder'
    | 'gatePanels'
    | 'gatePixels'
    | 'pool'
    | 'collect'
    | 'softmax'
    | 'rank'
    | 'int8Dense'
    | 'int8Ladder'
    | 'int8Blocks'
    | 'int8BlocksVector'
    | 'int8Quantise'
    | 'int8QuantiseVector'
    | 'int8Dequantise'
    | 'int8LoadImages'
    | 'int8Collect'
    | 'int8GatePanels'
    | 'int8Pool'
    | 'int8ByteProbe'
    | 'int8ByteBlocks'
    | 'int8ByteQuantise'
    | 'int8ByteDequantise',
    (...args: number[]) => number
  >
>;

interface Compiled {
  readonly module: object;
  readonly hash: string;
}

const compiled = new Map<KernelBuild, Compiled>();

function compile(build: KernelBuild): Compiled {
  const known = compiled.get(build);
  if (known) return known;
  // Before the first function is compiled for speed: what is compiled once is not compiled again.
  if (build === 'fast') joinVectors();
  const file = join(packageRoot(), 'dist', 'wasm', `${build}.wasm`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`${file}: the compiled kernels are missing; build them with: npm run build`, {
      cause: error,
    });
  }
  let module: object;
  try {
    module = new webAssembly.Module(new Uint8Array(bytes));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}; build it again with: npm run build`, {
      cause: error,
    });
  }
  const made = { module, hash: createHash('sha256').update(bytes).digest('hex') };
  compiled.set(build, made);
  return made;
}

/** SHA-256 of the reproducible build, lower-case hex: part of the key of every outcome table. */
export function kernelHash(): string {
  return compile('reproducible').hash;
}

/**
 * An instance over a memory of the caller's; compiled once a thread. Where the engine has no relaxed SIMD the fast build
 * is the reproducible one.
 */
export function instantiateKernels(memory: WasmMemory, build: KernelBuild = 'reproducible'): WasmExports {
  const usable = build === 'fast' && !hasRelaxedSimd() ? 'reproducible' : build;
  return new webAssembly.Instance(compile(usable).module, { env: { memory, abort: refuse } })
    .exports as unknown as WasmExports;
}

function refuse(): never {
  throw new Error('the WebAssembly kernels stopped');
}
