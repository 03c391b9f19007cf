// `npm run bench -- NAME [--quick] [--json]`: one benchmark; its peers are installed on first use.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = readdirSync(`${root}/bench`)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
const [name, ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  process.stderr.write(
    `${name ? `no benchmark "${name}"` : 'which benchmark?'}; there are: ${names.join(', ')}\n` +
      'usage: npm run bench -- NAME [--quick] [--json]\n',
  );
  process.exit(2);
}
if (isStale()) build();
// The peer of `gpu` is PyTorch, where it is installed.
if (name !== 'gpu' && !existsSync(`${root}/bench/node_modules`)) {
  process.stderr.write('installing the peers (npm ci --ignore-scripts in bench/) ...\n');
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: `${root}/bench`, stdio: ['ignore', 2, 2] });
}
const { status } = spawnSync(process.execPath, ['--import', 'tsx', `bench/${name}.ts`, ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
