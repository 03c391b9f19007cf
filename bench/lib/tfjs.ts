import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../package.json', import.meta.url));

export interface TfTensor {
  dataSync(): Float32Array;
  dispose(): void;
}

/** The part of TensorFlow.js that the benchmarks use, on its WebAssembly backend. */
export interface Tf {
  tensor2d(values: Float32Array, shape: readonly [number, number]): TfTensor;
  matMul(a: TfTensor, b: TfTensor): TfTensor;
  tidy<T>(run: () => T): T;
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  ready(): Promise<void>;
}

/** @throws Error when the WebAssembly backend is not what runs */
export async function openTfjs(): Promise<{ tf: Tf; version: string }> {
  const tf = require('@tensorflow/tfjs-core') as Tf;
  const backend = require('@tensorflow/tfjs-backend-wasm') as { setThreadsCount(n: number): void };
  backend.setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();
  if (tf.getBackend() !== 'wasm') throw new Error(`tfjs runs on ${tf.getBackend()}, not on wasm`);
  const manifest = new URL('../node_modules/@tensorflow/tfjs-backend-wasm/package.json', import.meta.url);
  return { tf, version: JSON.parse(readFileSync(manifest, 'utf8')).version };
}
