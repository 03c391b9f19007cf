// A lock file names packages, never the registry they came from.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const folders = [
  '',
  'bench/',
  ...readdirSync(new URL('packages/data/', root)).map((name) => `packages/data/${name}/`),
];
const files = folders.map((folder) => `${folder}package-lock.json`);
for (const file of files.filter((path) => existsSync(new URL(path, root)))) {
  const found = readFileSync(new URL(file, root), 'utf8').match(/"resolved": "http[^"]*"/);
  if (!found) continue;
  console.error(
    `${file} holds a registry address (${found[0]}); keep omit-lockfile-registry-resolved=true in .npmrc and regenerate it`,
  );
  process.exitCode = 1;
}
