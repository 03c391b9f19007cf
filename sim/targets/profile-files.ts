import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { packageRoot } from '../package-root.ts';

const folders = ['cpu', 'gpu', 'mcu', 'npu', 'neuromorphic', 'phone', 'sbc', 'system'] as const;

/** Folder of the profiles that come with the package. */
export const shippedProfiles = (): string => join(packageRoot(), 'hardware-profiles');

/** Files of all profiles by id, in the order of folders and names. */
export async function profileFiles(root: string = shippedProfiles()): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    const names = await readdir(join(root, folder)).catch(() => []);
    for (const name of names.filter((file) => file.endsWith('.yaml')).sort())
      found.set(basename(name, '.yaml'), join(root, folder, name));
  }
  return found;
}
