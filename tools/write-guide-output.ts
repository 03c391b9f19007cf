/**
 * Puts the output of every command of docs/testing-your-kernel.md and docs/predict.md under it, and the examples into
 * docs/simpy.md:
 * `node --import tsx tools/write-guide-output.ts` after `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simpyGuideFile, simpyGuideWithExamples } from './simpy-guide.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist', 'sim', 'cli', 'bin.js');
export const guideFile = join(root, 'docs', 'testing-your-kernel.md');
export const predictGuideFile = join(root, 'docs', 'predict.md');

/** The guide with its code written to a folder, its commands run there, and their output in place of what stood there. */
export function guideWithOutput(guide: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-guide-'));
  try {
    // As `npm install sparsewatt` leaves it.
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules', 'sparsewatt'), 'junction');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [, name, code] of guide.matchAll(/^```(?:js\n\/\/|yaml\n#|csv\n#) (\S+)\n(.*?)^```$/gms))
      writeFileSync(join(folder, name!), code!);
    return guide.replace(/^```text\n\$ (.*)\n(?:.*\n)*?```$/gm, (_block, command: string) => {
      const [program, ...args] = command.split(' ');
      const line = program === 'sparsewatt' ? [bin, ...args] : args;
      const { stdout, stderr } = spawnSync(process.execPath, line, { cwd: folder, encoding: 'utf8' });
      return `\`\`\`text\n$ ${command}\n${stdout}${stderr}\`\`\``;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of [guideFile, predictGuideFile])
    writeFileSync(file, guideWithOutput(readFileSync(file, 'utf8')));
  writeFileSync(simpyGuideFile, simpyGuideWithExamples(readFileSync(simpyGuideFile, 'utf8')));
}
