import { z } from 'zod';
import { boardCpuProfileSchema } from './board-cpu/profile-schema.ts';
import { cpuProfileSchema } from './cpu/profile-schema.ts';
import { gpuProfileSchema } from './gpu/profile-schema.ts';
import { mcuProfileSchema } from './mcu/profile-schema.ts';
import { spikingChipProfileSchema } from './neuromorphic/chip/spiking-chip-schema.ts';
import { neuromorphicProfileSchema } from './neuromorphic/profile-schema.ts';
import { npuProfileSchema } from './npu/profile-schema.ts';
import { systemProfileSchema } from './system/profile-schema.ts';

/** A hardware profile: `class` decides which sections it has. */
export const profileSchema = z.discriminatedUnion('class', [
  mcuProfileSchema,
  npuProfileSchema,
  cpuProfileSchema,
  boardCpuProfileSchema,
  gpuProfileSchema,
  neuromorphicProfileSchema,
  spikingChipProfileSchema,
  systemProfileSchema,
]);

export type Profile = z.output<typeof profileSchema>;

/** A profile that can be simulated as its file says, or completed where it is of a microcontroller. */
export type RunnableProfile = Exclude<Profile, { class: 'npu' | 'sbc-cpu' | 'phone' | 'spiking-chip' }>;
