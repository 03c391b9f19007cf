import { policyIds } from '../policies/registry.ts';
import { gridIntensity } from '../report/green/grid-intensity.ts';
import { InputError } from '../schema/input-error.ts';
import { loadProfile } from '../targets/load-profile.ts';
import { profileFiles, shippedProfiles } from '../targets/profile-files.ts';
import { runnableProfile } from '../targets/runnable-profile.ts';
import type { Catalogue } from './load-scenario.ts';

/** The profiles and policies that come with the package. */
export async function shippedCatalogue(): Promise<Catalogue> {
  return {
    targets: [...(await profileFiles(shippedProfiles())).keys()],
    policies: policyIds,
    readProfile: async (idOrFile) => {
      const { profile, file } = await loadProfile(idOrFile);
      const { runtimes, ...runnable } = runnableProfile(profile, file);
      return { id: runnable.id, targetClass: runnable.class, runtimes: Object.keys(runtimes) };
    },
    gridFault: async (zone, year) => {
      const found = await gridIntensity(zone, year).catch((error: unknown) => error);
      if (!(found instanceof Error)) return null;
      if (found instanceof InputError && found.issues[0]) return found.issues[0];
      throw found;
    },
  };
}
