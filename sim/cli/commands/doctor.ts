import { buildCommand } from '@stricli/core';
import type { DoctorFlags } from '../actions/doctor.ts';
import type { CliContext } from '../context.ts';
import { cacheFlag, jsonFlag } from './shared-flags.ts';

/** `sparsewatt doctor` */
export const doctorCommand = buildCommand<DoctorFlags, [], CliContext>({
  loader: async () => (await import('../actions/doctor.ts')).doctor,
  parameters: { flags: { json: jsonFlag, cache: cacheFlag } },
  docs: { brief: 'Check this machine: Node, cores, cache, kernels, gpu.js and WebGPU against the reference' },
});
