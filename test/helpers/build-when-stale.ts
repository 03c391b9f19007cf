import { execFileSync } from 'node:child_process';

/**
 * Worker threads load compiled code, so the build must be as new as the sources that are tested.
 * SPARSEWATT_SKIP_BUILD=1 leaves the build alone (while part of the tree does not compile).
 */
export default function setup(): void {
  if (process.env['SPARSEWATT_SKIP_BUILD']) return;
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { stdio: 'inherit' });
}
