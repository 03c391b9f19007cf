// Pictures of the dashboard for README and docs: real screens of the smart camera, on the pseudo-terminal of the tests.
//   node --import tsx tools/write-dashboard-pictures.ts [RUN.json]
// Without a run it runs the scenario first.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../sim/package-root.ts';
import { openPty } from '../test/terminal/pty-screen.ts';
import { screenSvg } from './pictures/screen-svg.ts';

const [run = 'scenarios/smart-camera.yaml'] = process.argv.slice(2);
const folder = join(packageRoot(), 'docs/pictures');
mkdirSync(folder, { recursive: true });

/** What is pressed before each picture, and what the screen says when it is ready. */
const shots: readonly {
  readonly name: string;
  readonly title: string;
  readonly keys: string;
  readonly ready: RegExp;
}[] = [
  {
    name: 'overview',
    title: 'Dashboard: the run as a whole',
    keys: '1',
    ready: /\[1 Overview\][\s\S]*✓ done/,
  },
  { name: 'targets', title: 'Dashboard: one row per target', keys: '2jj', ready: /\[2 Targets\][\s\S]*▶/ },
  { name: 'policies', title: 'Dashboard: policies of a target', keys: '3', ready: /\[3 Policies\][\s\S]*▶/ },
];

const screen = openPty([join(packageRoot(), 'dist/sim/cli/bin.js'), 'dash', run], 120, 36);
for (const { name, title, keys, ready } of shots) {
  screen.press(keys);
  await screen.waitFor(ready);
  writeFileSync(join(folder, `dashboard-${name}.svg`), screenSvg(screen.terminal, title));
}
screen.press('q');
await screen.exited;
