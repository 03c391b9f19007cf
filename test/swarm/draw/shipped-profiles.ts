import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { profileFiles } from '../../../sim/targets/profile-files.ts';
import type { Profile } from '../../../sim/targets/profile-schema.ts';

/** The profiles that come with the package and can be run, whole, by id: read once, before seeds are drawn. */
export async function shippedProfiles(): Promise<ReadonlyMap<string, Profile>> {
  const ids = [...(await profileFiles()).keys()];
  const loaded = await Promise.all(ids.map(async (id) => [id, (await loadProfile(id)).profile] as const));
  return new Map(loaded.filter(([, profile]) => Object.keys(profile.runtimes).length > 0));
}
