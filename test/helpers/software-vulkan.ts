import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../.cache/swiftshader', import.meta.url));

/**
 * Points the tests' processes, which start after this, at the software Vulkan device of
 * `node scripts/fetch-swiftshader.mjs`, unless VK_ICD_FILENAMES names a driver already.
 */
export default function setup(): void {
  process.env['XDG_RUNTIME_DIR'] ??= tmpdir();
  const driver = join(folder, 'vk_swiftshader_icd.json');
  if (process.env['VK_ICD_FILENAMES'] || !existsSync(driver)) return;
  process.env['VK_ICD_FILENAMES'] = driver;
  const path = process.env['LD_LIBRARY_PATH'];
  process.env['LD_LIBRARY_PATH'] = path ? `${path}:${folder}` : folder;
}
