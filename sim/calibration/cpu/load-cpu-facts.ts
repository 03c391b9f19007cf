import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../schema/input-error.ts';
import type { CoreFacts } from '../../targets/board-cpu/core-facts-schema.ts';
import { loadFamily } from '../../targets/load-family.ts';
import { loadProfile } from '../../targets/load-profile.ts';
import { loadSources } from '../../targets/load-sources.ts';
import { profileFiles, shippedProfiles } from '../../targets/profile-files.ts';
import { type ChipFacts, type CpuFacts, chipFactsOf } from './cpu-facts.ts';

async function loadCores(root: string): Promise<Record<string, CoreFacts>> {
  const sources = await loadSources(root);
  const cores: Record<string, CoreFacts> = {};
  for (const name of (await readdir(join(root, 'families'))).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const id = name.slice(0, -'.yaml'.length);
    const family = await loadFamily(id, root, sources, (code, message) => {
      throw new InputError([
        { file: join(root, 'families', name), line: 0, column: 0, code, path: '', message },
      ]);
    });
    if (family.class !== 'mcu' && 'core' in family && family.core) cores[id] = family.core;
  }
  return cores;
}

/**
 * Facts of all cores in families/ and of all chips that a profile of a CPU describes.
 * @param root folder that holds families/, the profiles and sources.yaml
 * @throws InputError with every fault of a file, each with line and column
 */
export async function loadCpuFacts(root: string = shippedProfiles()): Promise<CpuFacts> {
  const chips: Record<string, ChipFacts> = {};
  const folders: readonly string[] = ['cpu', 'phone', 'sbc'];
  for (const [id, file] of await profileFiles(root)) {
    if (!folders.includes(basename(dirname(file)))) continue;
    const { profile } = await loadProfile(id, root);
    if (profile.class === 'sbc-cpu' || profile.class === 'phone' || profile.class === 'server-cpu')
      chips[profile.chip ?? profile.id] = chipFactsOf(profile);
  }
  return { cores: await loadCores(root), chips };
}
