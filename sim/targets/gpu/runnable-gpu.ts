import { InputError } from '../../schema/input-error.ts';
import { shownName } from '../read-input.ts';
import type { GpuProfile } from './profile-schema.ts';

/** Sections without which a run cannot be simulated. */
const needed = [
  'l2Bandwidth',
  'hostLinkBandwidth',
  'hostLinkLatency',
  'activePower',
  'energyPerByte',
  'powerStates',
  'policyTimePerOperation',
] as const;

/** A GPU profile that says everything that a simulated run needs. */
export type RunnableGpu = GpuProfile & {
  readonly [Key in (typeof needed)[number]]: NonNullable<GpuProfile[Key]>;
};

/**
 * The profile, if a run can be simulated with it.
 * @throws InputError E_NOT_RUNNABLE where it is described from its data sheet alone
 */
export function runnableGpu(profile: GpuProfile, file: string): RunnableGpu {
  const runtimes = Object.keys(profile.runtimes).length === 0 ? ['runtimes'] : [];
  const missing = [...needed.filter((key) => profile[key] === undefined), ...runtimes];
  if (missing.length === 0) return profile as RunnableGpu;
  throw new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_NOT_RUNNABLE',
      path: '',
      message: `describes ${profile.id} from its data sheet alone; a run also needs ${missing.join(', ')}.`,
      hint: '"sparsewatt predict" takes it as it is; hardware-profiles/gpu/a100.yaml has all sections of a run.',
    },
  ]);
}
