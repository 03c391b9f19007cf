import { execFileSync } from 'node:child_process';

/** Worker threads load compiled code, so the build must be as new as the sources that are tested. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { stdio: 'inherit' });
}
