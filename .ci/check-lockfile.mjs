// The lock file names packages, never the registry they came from.
import { readFileSync } from 'node:fs';

const found = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8').match(
  /"resolved": "http[^"]*"/,
);
if (found) {
  console.error(
    `package-lock.json holds a registry address (${found[0]}); keep omit-lockfile-registry-resolved=true in .npmrc and regenerate it`,
  );
  process.exit(1);
}
