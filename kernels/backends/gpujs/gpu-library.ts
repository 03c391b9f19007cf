import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../package-root.ts';

/** Modes of gpu.js that need no graphics driver. Never left to gpu.js, which falls back silently. */
export type GpuMode = 'cpu' | 'webasm';

type Argument = Float32Array | number;

/** A compiled gpu.js kernel with a two-dimensional output: rows of float32. */
export interface GpuProgram {
  (...args: Argument[]): Float32Array[] | Promise<Float32Array[]>;
  /** @param size [width, height] */
  setOutput(size: readonly [number, number]): GpuProgram;
}

export interface Gpu {
  createKernel(source: string, settings: Readonly<Record<string, unknown>>): GpuProgram;
  destroy(): Promise<void> | void;
}

/** Loads gpu.js from the bundle of this package. @throws Error when the bundle has not been built */
export async function createGpu(mode: GpuMode): Promise<Gpu> {
  const file = join(packageRoot(), 'dist', 'vendor', 'gpu.mjs');
  if (!existsSync(file))
    throw new Error(`${file}: the bundle of gpu.js is missing; build it with: npm run build`);
  const loaded = (await import(pathToFileURL(file).href)) as {
    default: { GPU: new (settings: { mode: GpuMode }) => Gpu };
  };
  return new loaded.default.GPU({ mode });
}
