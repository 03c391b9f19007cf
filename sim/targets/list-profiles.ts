import { loadProfile } from './load-profile.ts';
import { profileFiles, shippedProfiles } from './profile-files.ts';
import type { Profile } from './profile-schema.ts';
import { runtimesOfProfile } from './runtimes-of-profile.ts';

/** One line of `sparsewatt profiles list`. */
export interface ProfileSummary {
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly targetClass: Profile['class'];
  readonly description: string;
  /** Names of the runtimes that its file and its family have, the published ones first. */
  readonly runtimes: readonly string[];
  /** Whether the calibrated models add the runtimes that were measured on its core family (on boards the block kernels, too). */
  readonly described: boolean;
}

const isDense = ({ kernels }: { readonly kernels: string }): boolean => kernels === 'dense';

/** All profiles of a folder, checked. @throws InputError when one of them has a fault */
export async function listProfiles(root: string = shippedProfiles()): Promise<ProfileSummary[]> {
  const files = await profileFiles(root);
  const list: ProfileSummary[] = [];
  for (const id of files.keys()) {
    const { profile, file } = await loadProfile(id, root);
    list.push({
      id,
      file,
      name: profile.name,
      targetClass: profile.class,
      description: profile.description,
      runtimes: runtimesOfProfile(profile),
      described:
        (profile.class === 'mcu' || profile.class === 'sbc-cpu') &&
        !Object.values(profile.runtimes).some(isDense),
    });
  }
  return list;
}
