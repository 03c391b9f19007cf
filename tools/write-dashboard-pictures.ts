// Pictures of the dashboard for README and docs: real screens, on the pseudo-terminal of the tests.
//   node --import tsx tools/write-dashboard-pictures.ts [RUN.json|SCENARIO]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../sim/package-root.ts';
import { openPty } from '../test/terminal/pty-screen.ts';
import { screenSvg } from './pictures/screen-svg.ts';

interface Shot {
  readonly name: string;
  readonly title: string;
  readonly keys: string;
  /** What the screen says when it is ready. */
  readonly ready: RegExp;
}

const [run = 'scenarios/smart-camera.yaml'] = process.argv.slice(2);
const folder = join(packageRoot(), 'docs/pictures');
mkdirSync(folder, { recursive: true });

const shots: readonly Shot[] = [
  {
    name: 'policies',
    title: 'Policies of a target',
    keys: ':target nucleo-l4r5zi\rnn3',
    ready: /\[3 Policies\][\s\S]*nucleo-l4r5zi[\s\S]*▶/,
  },
  {
    name: 'overview',
    title: 'A recorded run played back',
    keys: '1',
    ready: /\[1 Overview\][\s\S]*power/,
  },
  { name: 'targets', title: 'One row a target, runtime and load', keys: '2', ready: /\[2 Targets\][\s\S]*▶/ },
  {
    name: 'timeline',
    title: 'What the units do, event by event',
    keys: '4',
    ready: /\[4 Timeline\][\s\S]*█/,
  },
  {
    name: 'energy',
    title: 'Where the energy goes, and what it emits',
    keys: '5',
    ready: /\[5 Energy\][\s\S]*CO2e by use/,
  },
  { name: 'why', title: 'Decisions beside the clairvoyant', keys: '6', ready: /\[6 Why\][\s\S]*▶/ },
];

const screen = openPty([join(packageRoot(), 'dist/sim/cli/bin.js'), 'dash', run], 120, 34);
await screen.waitFor(/✓ done|cells are here/);
const end = Date.now() + 120_000;
while (!/✓ done/.test(screen.text()) && Date.now() < end) {
  screen.press('1');
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
for (const { name, title, keys, ready } of shots) {
  screen.press(keys);
  await screen.waitFor(ready);
  // What comes a moment later: a recording, an assessment.
  await new Promise((resolve) => setTimeout(resolve, 6000));
  writeFileSync(
    join(folder, `dashboard-${name}.svg`),
    screenSvg(screen.terminal, `Dashboard of SparseWatt: ${title}`),
  );
}
screen.press('q');
await screen.exited;
