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
  let detected = false;
  const report = (outcome: Partial<BackendReport>): BackendReport => ({
    ...{
      backend,
      detected,
      selfTested: false,
      wrong: false,
      largestDifference: null,
      reason: null,
      fix: null,
    },
    adapter: adapter && [adapter.driver || adapter.device, adapter.architecture].filter(Boolean).join(', '),
    isSoftware: adapter?.isSoftware ?? false,
    ...outcome,
  });
  try {
    if (backend.endsWith('webgpu')) adapter = (await openAdapter()).report;
    const kernel =
      backend === 'webgpu'
        ? await createWebGpuKernel()
        : await createGpuKernel(backend.replace('gpujs-', '') as GpuMode);
    detected = true;
    const { largestDifference, wrong } = await selfTest(kernel);
    await kernel.destroy();
    return report({ selfTested: wrong === null, wrong: wrong !== null, largestDifference, reason: wrong });
  } catch (error) {
    const known = error instanceof BackendUnavailableError ? error : null;
    const reason = known?.found ?? String((error as Error).message ?? error).split('\n')[0]!;
    return report({ reason, fix: known?.fix ?? null });
  }
}

process.send!(await probe(process.argv[2] as OptionalBackend), () => process.exit(0));
