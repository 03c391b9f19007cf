// `npm start [-- ARGS]`: the command line of this checkout, built first when it is missing or stale.
import { build, isStale } from './build.mjs';

if (isStale()) {
  process.stderr.write('building ...\n');
  build();
}
const args = process.argv.slice(2);
if (args.length === 0) process.argv.push('run', 'scenarios/smart-camera.yaml');
await import('../dist/sim/cli/bin.js');
