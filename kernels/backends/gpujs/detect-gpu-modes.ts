import type { BackendReport } from '../backend-report.ts';
import { type ProbeOptions, probeBackend } from '../probe-backend.ts';
import { gpuModes } from './gpu-library.ts';

/** Starts and tests each of gpu.js's four modes, in the order of `gpuModes`. @throws Error when the build is missing */
export function detectGpuModes(options: ProbeOptions = {}): Promise<BackendReport[]> {
  return Promise.all(gpuModes.map((mode) => probeBackend(`gpujs-${mode}`, options)));
}
