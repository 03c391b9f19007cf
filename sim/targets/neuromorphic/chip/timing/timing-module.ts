import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WasmMemory, webAssembly } from '../../../../../kernels/backends/wasm/web-assembly.ts';
import { packageRoot } from '../../../../package-root.ts';

/** Exports of assembly/semi-analytic.ts, where each is described; pointers are byte addresses. */
export interface TimingExports {
  step(...args: readonly number[]): number;
  blocked(): number;
  waited(): number;
}

let compiled: object | undefined;

/** An instance of the timing kernel on a memory. @throws Error when the build is missing */
export function instantiateTiming(memory: WasmMemory): TimingExports {
  compiled ??= compile();
  return new webAssembly.Instance(compiled, { env: { memory } }).exports as unknown as TimingExports;
}

function compile(): object {
  const file = join(packageRoot(), 'dist', 'wasm', 'chip-timing.wasm');
  try {
    return new webAssembly.Module(new Uint8Array(readFileSync(file)));
  } catch (error) {
    throw new Error(
      `${file}: the compiled timing model is missing or damaged; build it with: npm run build`,
      {
        cause: error,
      },
    );
  }
}
