import { basename, dirname } from 'node:path';
import type { GpuProfile } from '../../targets/gpu/profile-schema.ts';
import { loadProfile } from '../../targets/load-profile.ts';
import { profileFiles, shippedProfiles } from '../../targets/profile-files.ts';
import { type GpuFacts, withGpus } from './gpu-facts.ts';

/**
 * Facts of all shipped GPUs.
 * @param root folder that holds gpu/, families/ and sources.yaml
 * @throws InputError where a profile has a fault
 */
export async function loadGpuFacts(root: string = shippedProfiles()): Promise<GpuFacts> {
  const ids = [...(await profileFiles(root))].flatMap(([id, file]) =>
    basename(dirname(file)) === 'gpu' ? [id] : [],
  );
  const profiles: GpuProfile[] = [];
  for (const id of ids) {
    const { profile } = await loadProfile(id, root);
    if (profile.class === 'server-gpu' || profile.class === 'edge-gpu') profiles.push(profile);
  }
  return withGpus({ byDevice: new Map(), byChip: new Map() }, profiles);
}
