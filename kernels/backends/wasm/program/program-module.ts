import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../package-root.ts';
import { hasRelaxedSimd, joinVectors } from '../engine-features.ts';
import type { KernelBuild } from '../kernel-build.ts';
import { type WasmMemory, webAssembly } from '../web-assembly.ts';

/** Exports of assembly/program/index.ts, where each is described; pointers are byte addresses. */
export interface ProgramExports {
  run(steps: number, from: number, to: number): void;
  byteDotProbe(pairs: number, weight: number, x: number, sum: number): number;
  /** ids, tokens, table, scales, positions, features, out, group, residual */
  embedBytes(...args: readonly number[]): void;
  /** x, panels, group, features, epsilon, gamma, beta, out, outGroup */
  normTokens(...args: readonly number[]): void;
  /** q, k, v, out, group, valueGroup, queries, tokens, heads, features, valueFeatures, scale, scores */
  attendTokens(...args: readonly number[]): void;
  /** Takes the place of `ladder` of the inference kernels. */
  ladderPanels(...args: number[]): number;
}

const compiled = new Map<KernelBuild, object>();

function compile(build: KernelBuild): object {
  const known = compiled.get(build);
  if (known) return known;
  if (build === 'fast') joinVectors();
  const file = join(packageRoot(), 'dist', 'wasm', `program-${build}.wasm`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`${file}: the compiled kernels are missing; build them with: npm run build`, {
      cause: error,
    });
  }
  const module = new webAssembly.Module(new Uint8Array(bytes));
  compiled.set(build, module);
  return module;
}

/**
 * An instance of the kernels that run a network of one sample in one call. A module of its own: outcome tables carry the
 * hash of the inference kernels, which must not change with these.
 * @throws Error when the build is missing
 */
export function instantiateProgram(memory: WasmMemory, build: KernelBuild): ProgramExports {
  const usable = build === 'fast' && !hasRelaxedSimd() ? 'reproducible' : build;
  return new webAssembly.Instance(compile(usable), { env: { memory, abort: refuse } })
    .exports as unknown as ProgramExports;
}

function refuse(): never {
  throw new Error('the program kernels stopped');
}
