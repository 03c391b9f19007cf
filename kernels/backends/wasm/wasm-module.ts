import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import { type WasmMemory, webAssembly } from './web-assembly.ts';

/** Exports of assembly/index.ts, where each is described; pointers are byte addresses. */
export type WasmExports = Readonly<
  Record<
    | 'dense'
    | 'ladder'
    | 'densePixels'
    | 'ladderPixels'
    | 'loadImages'
    | 'clearBorder'
    | 'gatePanels'
    | 'gatePixels'
    | 'pool'
    | 'collect'
    | 'softmax'
    | 'rank',
    (...args: number[]) => void
  >
>;

interface Compiled {
  readonly module: object;
  readonly hash: string;
}

let compiled: Compiled | undefined;

function compile(): Compiled {
  if (compiled) return compiled;
  const file = join(packageRoot(), 'dist', 'wasm', 'kernels.wasm');
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
  compiled = { module, hash: createHash('sha256').update(bytes).digest('hex') };
  return compiled;
}

/** SHA-256 of the compiled kernels, lower-case hex: part of the key of every outcome table. */
export function kernelHash(): string {
  return compile().hash;
}

/** An instance over a memory of the caller's; compiled once a thread. */
export function instantiateKernels(memory: WasmMemory): WasmExports {
  return new webAssembly.Instance(compile().module, { env: { memory, abort: refuse } })
    .exports as unknown as WasmExports;
}

function refuse(): never {
  throw new Error('the WebAssembly kernels stopped');
}
