import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadFamily } from '../../targets/load-family.ts';
import { loadProfile } from '../../targets/load-profile.ts';
import { loadSources } from '../../targets/load-sources.ts';
import type { McuCore } from '../../targets/mcu/core-schema.ts';
import { profileFiles, shippedProfiles } from '../../targets/profile-files.ts';
import { shownName } from '../../targets/read-input.ts';
import type { McuFacts } from './mcu-facts.ts';
import { mcuFactsWith } from './mcu-facts-with.ts';

/** Cores of all families that have one. */
async function loadCores(root: string): Promise<Record<string, McuCore>> {
  const folder = join(root, 'families');
  const sources = await loadSources(root);
  const cores: Record<string, McuCore> = {};
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()) {
    const id = name.slice(0, -'.yaml'.length);
    const place = { file: shownName(join(folder, name)), line: 1, column: 1, path: '' };
    const family = await loadFamily(id, root, sources, (code, message, more) => ({
      ...place,
      code,
      message,
      ...more,
    }));
    if (family.class === 'mcu' && family.core) cores[id] = family.core;
  }
  return cores;
}

/**
 * Facts of microcontroller cores and chips, from the families and profiles of a folder.
 * @param root folder that holds families/, mcu/ and sources.yaml
 * @throws InputError with every fault, each with line and column
 */
export async function loadMcuFacts(root: string = shippedProfiles()): Promise<McuFacts> {
  let facts: McuFacts = { cores: await loadCores(root), chips: {} };
  for (const [id, file] of await profileFiles(root)) {
    if (!file.startsWith(join(root, 'mcu'))) continue;
    const { profile } = await loadProfile(id, root);
    if (profile.class === 'mcu') facts = mcuFactsWith(facts, profile);
  }
  return facts;
}
