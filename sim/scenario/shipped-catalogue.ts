import { loadRunnableProfile } from '../calibration/load-runnable-profile.ts';
import { policyIds } from '../policies/registry.ts';
import { gridIntensity } from '../report/green/grid-intensity.ts';
import { InputError } from '../schema/input-error.ts';
import { isBoard } from '../targets/board-cpu/is-board.ts';
import { requireRunnable } from '../targets/board-cpu/require-runnable.ts';
import { clockNames } from '../targets/clocks/clock-names.ts';
import { runnableGpu } from '../targets/gpu/runnable-gpu.ts';
import { requireComplete } from '../targets/mcu/require-complete.ts';
import { whyNoRuntime } from '../targets/neuromorphic/points/chip-runtimes.ts';
import { runnableChip } from '../targets/neuromorphic/points/runnable-chip.ts';
import { npuNotRun } from '../targets/npu/npu-not-run.ts';
import { profileFiles, shippedProfiles } from '../targets/profile-files.ts';
import { runtimesOfProfile } from '../targets/runtimes-of-profile.ts';
import type { Catalogue } from './load-scenario.ts';
import { spikingParts } from './spiking-parts.ts';

/** The profiles and policies that come with the package. */
export async function shippedCatalogue(): Promise<Catalogue> {
  return {
    targets: [...(await profileFiles(shippedProfiles())).keys()],
    policies: policyIds,
    readProfile: async (idOrFile) => {
      const { profile, file } = await loadRunnableProfile(idOrFile);
      if (profile.class === 'npu') throw npuNotRun(profile, file);
      if (profile.class === 'spiking-chip' || profile.class === 'neuromorphic')
        return {
          id: profile.id,
          targetClass: profile.class,
          runtimes: runtimesOfProfile(
            profile.class === 'spiking-chip' ? runnableChip(profile, file) : profile,
          ),
          whyNoRuntime: (name) => whyNoRuntime(profile, name),
          hasThermal: profile.thermal !== undefined,
          clocks: clockNames(profile),
        };
      if (isBoard(profile)) requireRunnable(profile, file);
      if (profile.class === 'mcu') requireComplete(profile, file);
      if (profile.class === 'server-gpu' || profile.class === 'edge-gpu') runnableGpu(profile, file);
      return {
        id: profile.id,
        targetClass: profile.class,
        runtimes: Object.keys(profile.runtimes),
        hasThermal: profile.thermal !== undefined,
        clocks: clockNames(profile),
        hasSpikes: profile.class === 'system' && (await spikingParts(idOrFile)).length > 0,
      };
    },
    gridFault: async (zone, year) => {
      const found = await gridIntensity(zone, year).catch((error: unknown) => error);
      if (!(found instanceof Error)) return null;
      if (found instanceof InputError && found.issues[0]) return found.issues[0];
      throw found;
    },
  };
}
