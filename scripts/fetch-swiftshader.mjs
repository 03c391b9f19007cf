// Unpacks SwiftShader, a Vulkan device made of software, into .cache/swiftshader, where the tests of the GPU kernels
// look for it. It comes from Debian's package chromium-common, which is downloaded (27 MB) and never installed.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../.cache/', import.meta.url));
const folder = join(cache, 'swiftshader');
const files = ['vk_swiftshader_icd.json', 'libvk_swiftshader.so', 'libvulkan.so.1'];
if (files.every((file) => existsSync(join(folder, file)))) process.exit(0);

const work = mkdtempSync(join(tmpdir(), 'swiftshader-'));
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: work, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
try {
  try {
    run('apt-get', 'download', 'chromium-common');
  } catch {
    // The package lists of a fresh container are empty.
    run('apt-get', 'update');
    run('apt-get', 'download', 'chromium-common');
  }
  const archive = readdirSync(work).find((name) => name.endsWith('.deb'));
  run('dpkg-deb', '-x', archive, 'unpacked');
  mkdirSync(join(work, 'swiftshader'));
  for (const file of files)
    copyFileSync(join(work, 'unpacked/usr/lib/chromium', file), join(work, 'swiftshader', file));
  mkdirSync(cache, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  execFileSync('cp', ['-r', join(work, 'swiftshader'), `${folder}.new`]);
  renameSync(`${folder}.new`, folder);
  process.stdout.write(`SwiftShader is in ${folder}\n`);
} catch (error) {
  const said =
    String(error.stderr ?? '')
      .trim()
      .split('\n')
      .at(-1) || error.message;
  process.stderr.write(`SwiftShader could not be fetched (it takes apt-get and dpkg-deb): ${said}\n`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
