import { createHash } from 'node:crypto';
import { loadProfile } from './load-profile.ts';

/**
 * SHA-256 of a profile with what it takes over from its family: equal hashes mean equal numbers, whatever the layout of
 * the files.
 * @param idOrFile as of `loadProfile`
 * @throws InputError where the profile cannot be read
 */
export async function profileHash(idOrFile: string): Promise<string> {
  const { profile } = await loadProfile(idOrFile);
  return createHash('sha256').update(JSON.stringify(profile)).digest('hex');
}
