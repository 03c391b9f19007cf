import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

let known: string | undefined;

/** Commit that this program was built of, `+changed` where its sources differed; 'unknown' where the build knew none. */
export function commit(): string {
  try {
    known ??= readFileSync(join(packageRoot(), 'dist', 'commit.txt'), 'utf8').trim();
  } catch {
    known = 'unknown';
  }
  return known;
}
