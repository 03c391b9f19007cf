import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readDeb } from './deb.mjs';
import { replaceFolder } from './replace-folder.mjs';

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const keyOf = (set) => `${set.package} ${hash(JSON.stringify(set.sha256))}`;

/** The package as bytes: a .deb that lies in the data folder, else `apt-get download`. */
function download(name, set, dataFolder) {
  const here = existsSync(dataFolder)
    ? readdirSync(dataFolder).find((file) => file.startsWith(`${set.package}_`) && file.endsWith('.deb'))
    : undefined;
  if (here) return [here, readFileSync(join(dataFolder, here))];
  const work = mkdtempSync(join(tmpdir(), 'sparsewatt-data-'));
  const apt = (...args) =>
    execFileSync('apt-get', args, { cwd: work, stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000 });
  try {
    try {
      apt('download', set.package);
    } catch (error) {
      if (error.code === 'ENOENT') throw error;
      // The package lists of a fresh container are empty.
      apt('update');
      apt('download', set.package);
    }
    const file = readdirSync(work).find((entry) => entry.endsWith('.deb'));
    return [file, readFileSync(join(work, file))];
  } catch (error) {
    const said =
      error.code === 'ENOENT'
        ? 'apt-get is not here'
        : String(error.stderr ?? '')
            .trim()
            .split('\n')
            .at(-1) || error.message;
    throw new Error(
      `Debian package ${set.package}: ${said}; ` +
        `download ${set.package}_${set.version}_*.deb from a Debian mirror into ${dataFolder}, ` +
        `and run npm run data -- ${name} again`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

export const fetchDebian = {
  key: (_name, set) => keyOf(set),

  /** Unpacks the files of a set into `folder`; each must have the SHA-256 that the loaders were written for. */
  into(folder, name, set, key) {
    const [file, bytes] = download(name, set, dirname(folder));
    const files = readDeb(bytes, file);
    return replaceFolder(folder, (fresh) => {
      let sizeBytes = 0;
      for (const [path, expected] of Object.entries(set.sha256)) {
        const content = files.get(set.folder + path);
        if (!content)
          throw new Error(`${file}: holds no ${set.folder}${path}; version ${set.version} is needed`);
        const found = hash(content);
        if (found !== expected)
          throw new Error(
            `${file}: ${path} has SHA-256 ${found}, expected ${expected}; version ${set.version} of ${set.package} is needed`,
          );
        writeFileSync(join(fresh, path), content);
        sizeBytes += content.length;
      }
      writeFileSync(
        join(fresh, 'SOURCE.json'),
        `${JSON.stringify({ key, package: file, licence: set.licence }, null, 2)}\n`,
      );
      return { packages: file, sizeBytes };
    });
  },
};
