import type { BackendReport } from '../backend-report.ts';
import { type ProbeOptions, probeBackend } from '../probe-backend.ts';

/** Starts and tests the WebGPU kernels. @throws Error when the build is missing */
export function detectWebGpu(options: ProbeOptions = {}): Promise<BackendReport> {
  return probeBackend('webgpu', options);
}
