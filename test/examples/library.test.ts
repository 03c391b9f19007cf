import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';

const file = join('examples', 'library.ts');

it('examples/library.ts runs, and shows that only the block runtime gains from sparsity', () => {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', file], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  const latenciesMs = (runtime: string) =>
    [...printed.matchAll(/^(\S+).* (L\d): ([\d.]+) ms/gm)].flatMap((row) =>
      row[1] === runtime ? [Number(row[3])] : [],
    );
  expect(latenciesMs('x-cube-ai-10.2')).toHaveLength(7);
  expect(new Set(latenciesMs('x-cube-ai-10.2')).size).toBe(1);
  const blocks = latenciesMs('sparsewatt-4x1');
  expect(blocks).toHaveLength(7);
  for (let level = 1; level < blocks.length; level++) expect(blocks[level]!).toBeLessThan(blocks[level - 1]!);
});

it('examples use the public interface alone', () => {
  const specifiers = [...readFileSync(join(packageRoot(), file), 'utf8').matchAll(/from '([^']+)'/g)];
  expect(specifiers.map((found) => found[1])).toEqual(['sparsewatt']);
});
