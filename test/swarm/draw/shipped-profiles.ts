import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { profileFiles } from '../../../sim/targets/profile-files.ts';
import type { RunnableProfile } from '../../../sim/targets/runnable-profile.ts';

/** The profiles with runtimes that come with the package, whole, by id: read once, before seeds are drawn. */
export async function shippedProfiles(): Promise<ReadonlyMap<string, RunnableProfile>> {
  const ids = [...(await profileFiles()).keys()];
  const loaded = await Promise.all(ids.map(async (id) => [id, (await loadProfile(id)).profile] as const));
  return new Map(loaded.flatMap(([id, profile]) => ('runtimes' in profile ? [[id, profile] as const] : [])));
}
