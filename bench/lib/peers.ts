import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The part of onnxruntime's API that the benchmarks use (node and web builds share it). */
export interface OrtSession {
  run(feeds: Record<string, unknown>): Promise<Record<string, { data: Float32Array }>>;
}
export interface Ort {
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: readonly number[]) => unknown;
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<OrtSession> };
  readonly env: { wasm: { numThreads: number; simd: unknown }; logLevel: string };
  readonly version: string;
}

// Resolved from bench/, where the peers are installed apart from the product.
const require = createRequire(new URL('../package.json', import.meta.url));
const version = (name: string): string =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

// Both builds register with one shared onnxruntime-common. With the web build loaded first, native sessions silently
// run in WebAssembly (measured: 630 us for 130 us); natively first, each keeps its own.
const native = require('onnxruntime-node') as Ort;
const web = require('onnxruntime-web') as Ort;

/** Version of onnxruntime-node, and of onnxruntime-web, which is pinned alike. */
export const nativeVersion = (): string => version('onnxruntime-node');

/** Native ONNX Runtime, one thread, all graph optimisations. */
export async function nativeSession(
  model: Uint8Array,
): Promise<{ ort: Ort; session: OrtSession; version: string }> {
  const ort = native;
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return { ort, session, version: version('onnxruntime-node') };
}

/** ONNX Runtime compiled to WebAssembly, one thread; without the explicit provider it would silently run natively. */
export async function webSession(
  model: Uint8Array,
): Promise<{ ort: Ort; session: OrtSession; version: string }> {
  const ort = web;
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  return { ort, session, version: version('onnxruntime-web') };
}
