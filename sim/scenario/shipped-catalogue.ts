import { policyIds } from '../policies/registry.ts';
import { listProfiles } from '../targets/list-profiles.ts';
import { loadProfile } from '../targets/load-profile.ts';
import type { Catalogue } from './load-scenario.ts';

/** The profiles and policies that come with the package. @throws InputError when a profile has a fault */
export async function shippedCatalogue(): Promise<Catalogue> {
  return {
    targets: await listProfiles(),
    policies: policyIds,
    readProfile: async (file) => {
      const { profile } = await loadProfile(file);
      return { id: profile.id, targetClass: profile.class, runtimes: Object.keys(profile.runtimes) };
    },
  };
}
