import { policyIds } from '../policies/registry.ts';
import { loadProfile } from '../targets/load-profile.ts';
import { profileFiles, shippedProfiles } from '../targets/profile-files.ts';
import type { Catalogue } from './load-scenario.ts';

/** The profiles and policies that come with the package. */
export async function shippedCatalogue(): Promise<Catalogue> {
  return {
    targets: [...(await profileFiles(shippedProfiles())).keys()],
    policies: policyIds,
    readProfile: async (idOrFile) => {
      const { profile } = await loadProfile(idOrFile);
      return { id: profile.id, targetClass: profile.class, runtimes: Object.keys(profile.runtimes) };
    },
  };
}
