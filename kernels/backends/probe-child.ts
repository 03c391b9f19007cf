/** Starts one backend, runs the self-test on it and sends a BackendReport to the parent: see probe-backend.ts. */
import type { BackendReport, OptionalBackend } from './backend-report.ts';
import { BackendUnavailableError } from './backend-unavailable-error.ts';
import { createGpuKernel } from './gpujs/gpu-kernel.ts';
import type { GpuMode } from './gpujs/gpu-library.ts';
import { selfTest } from './self-test.ts';
import type { AdapterReport } from './webgpu/adapter-report.ts';
import { createWebGpuKernel } from './webgpu/create-web-gpu-kernel.ts';
import { openAdapter } from './webgpu/open-device.ts';

async function probe(backend: OptionalBackend): Promise<BackendReport> {
  let adapter: AdapterReport | null = null;
  const report = {
    backend,
    detected: false,
    selfTested: false,
    largestDifference: null,
    reason: null,
    fix: null,
  };
  const about = () => ({
    adapter: adapter && [adapter.driver || adapter.device, adapter.architecture].filter(Boolean).join(', '),
    isSoftware: adapter?.isSoftware ?? false,
  });
  try {
    if (backend.endsWith('webgpu')) adapter = (await openAdapter()).report;
    const kernel =
      backend === 'webgpu'
        ? await createWebGpuKernel()
        : await createGpuKernel(backend.replace('gpujs-', '') as GpuMode);
    report.detected = true;
    const largestDifference = await selfTest(kernel);
    await kernel.destroy();
    return { ...report, ...about(), selfTested: true, largestDifference };
  } catch (error) {
    const known = error instanceof BackendUnavailableError ? error : null;
    const reason = known?.found ?? String((error as Error).message ?? error).split('\n')[0]!;
    return { ...report, ...about(), reason, fix: known?.fix ?? null };
  }
}

process.send!(await probe(process.argv[2] as OptionalBackend), () => process.exit(0));
