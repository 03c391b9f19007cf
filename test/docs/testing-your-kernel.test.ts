import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernelLaws, kernelProducts } from '../../kernels/testing/index.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { guideFile, guideWithOutput } from '../../tools/write-guide-output.ts';

const guide = readFileSync(guideFile, 'utf8');
const rows = (title: string) => [
  ...guide
    .split(`## ${title}\n`)[1]!
    .split('\n## ')[0]!
    .matchAll(/^\| `([\w-]+)/gm),
];

describe('docs/testing-your-kernel.md', () => {
  it('shows what its commands print', () => {
    const commands = guide.match(/^\$ .*$/gm)!;
    expect(commands.filter((command) => command.startsWith('$ sparsewatt check-kernel'))).toHaveLength(3);
    expect(guideWithOutput(guide)).toBe(guide);
  });

  it('names every law and every product', () => {
    expect(rows('The laws').map((row) => row[1])).toEqual(
      expect.arrayContaining(kernelLaws.map((law) => law.id)),
    );
    expect(rows('The laws')).toHaveLength(kernelLaws.length);
    expect(rows('What a kernel may offer').map((row) => row[1])).toEqual(
      expect.arrayContaining([...kernelProducts]),
    );
  });

  it('begins with examples/my-kernel.js', () => {
    const example = readFileSync(join(packageRoot(), 'examples', 'my-kernel.js'), 'utf8');
    expect(guide).toContain(`\`\`\`js\n// my-kernel.js\n${example.slice(example.indexOf('\n') + 1)}\`\`\``);
  });
});
