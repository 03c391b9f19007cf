import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../package-root.ts';
import { openAdapter } from '../webgpu/open-device.ts';
import { loadGl } from './load-gl.ts';

/** Modes of gpu.js; `cpu` and `webasm` need no graphics driver. Never left to gpu.js, which falls back silently. */
export type GpuMode = (typeof gpuModes)[number];
export const gpuModes = ['cpu', 'webasm', 'headlessgl', 'webgpu'] as const;

type Argument = Float32Array | number;

/** A compiled gpu.js kernel with a two-dimensional output: rows of float32. */
export interface GpuProgram {
  (...args: Argument[]): Float32Array[] | Promise<Float32Array[]>;
  /** @param size [width, height] */
  setOutput(size: readonly [number, number]): GpuProgram;
  /** What runs now: gpu.js puts its own `cpu` in place of a program that it cannot translate, with a mere warning. */
  readonly kernel: {
    readonly constructor: { readonly mode?: string };
    readonly fallbackReason: string | null;
  };
}

export interface Gpu {
  createKernel(source: string, settings: Readonly<Record<string, unknown>>): GpuProgram;
  destroy(): Promise<void> | void;
}

/**
 * Loads gpu.js from the bundle of this package, and before it what the mode needs.
 * @throws BackendUnavailableError when the mode cannot run here, Error when the bundle has not been built
 */
export async function createGpu(mode: GpuMode): Promise<Gpu> {
  const file = join(packageRoot(), 'dist', 'vendor', 'gpu.mjs');
  if (!existsSync(file))
    throw new Error(`${file}: the bundle of gpu.js is missing; build it with: npm run build`);
  if (mode === 'headlessgl') await loadGl();
  if (mode === 'webgpu') await openAdapter();
  const loaded = (await import(pathToFileURL(file).href)) as {
    default: { GPU: new (settings: { mode: GpuMode }) => Gpu };
  };
  return new loaded.default.GPU({ mode });
}
