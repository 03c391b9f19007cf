/**
 * Puts the summary of a real run between the README's output markers: `node --import tsx tools/write-readme-output.ts`
 * after `npm run build`. The blocks of single targets are left out.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = execFileSync(process.execPath, ['dist/sim/cli/bin.js', 'run', 'scenarios/smart-camera.yaml'], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
});
const lines = text.trimEnd().split('\n');
const firstBlock = lines.findIndex((line, i) => line === '' && / · .* · load /.test(lines[i + 1] ?? ''));
const conclusions = lines.findIndex((line) => line.startsWith('What holds'));
if (firstBlock < 0 || conclusions < 0)
  throw new Error('the run prints another layout; adapt the two patterns above');
const shown = [...lines.slice(0, firstBlock), '', '[one block per target]', '', ...lines.slice(conclusions)];

const file = `${root}/README.md`;
const [before, rest] = readFileSync(file, 'utf8').split('<!-- output: npm start -->');
const after = rest?.split('<!-- end of output -->')[1];
if (!before || after === undefined)
  throw new Error('README.md lacks the markers "output: npm start" and "end of output"');
writeFileSync(
  file,
  `${before}<!-- output: npm start -->\n\`\`\`\n${shown.join('\n')}\n\`\`\`\n<!-- end of output -->${after}`,
);
