import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as engine from '../../sim/engine/index.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { simpyGuideFile, simpyGuideWithExamples } from '../../tools/simpy-guide.ts';
import { simpyExamples } from '../../tools/write-simpy-goldens.ts';

const guide = readFileSync(simpyGuideFile, 'utf8');

describe('docs/simpy.md', () => {
  it('has the files and the output of every example', () => {
    const shown = [...guide.matchAll(/^<!-- example: (\S+) -->$/gm)].map((found) => found[1]);
    expect(shown.sort()).toEqual([...simpyExamples].sort());
    // Made by tools/write-guide-output.ts.
    expect(simpyGuideWithExamples(guide)).toBe(guide);
  });

  it('begins with a program that runs, and its other snippets run too', () => {
    const snippets = [...guide.split('\n## A bank')[0]!.matchAll(/^```ts\n(.*?)^```$/gms)].map(
      (found) => found[1]!,
    );
    expect(snippets).toHaveLength(2);
    const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-simpy-'));
    try {
      symlinkSync(join(packageRoot(), 'node_modules'), join(folder, 'node_modules'), 'junction');
      const library = join(packageRoot(), 'sim', 'engine', 'index.ts').replaceAll('\\', '/');
      for (const [i, snippet] of snippets.entries())
        writeFileSync(join(folder, `${i}.ts`), snippet.replace("'sparsewatt/engine'", `'${library}'`));
      writeFileSync(join(folder, 'all.ts'), "import './0.ts';\nconsole.log('====');\nimport('./1.ts');\n");
      const printed = execFileSync(process.execPath, ['--import', 'tsx', 'all.ts'], {
        cwd: folder,
        encoding: 'utf8',
      });
      const times = ['parking at 0', 'driving at 5', 'parking at 7', 'driving at 12', 'parking at 14'];
      expect(printed.trim().split('\n')).toEqual([...times, '====']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names classes and members that exist', () => {
    const table = guide.split('## Names\n')[1]!.split('\n## ')[0]!;
    const classes = [...table.matchAll(/new (\w+)/g)].map((found) => found[1]!);
    expect(new Set(classes).size).toBeGreaterThanOrEqual(6);
    for (const name of classes) expect(Object.keys(engine)).toContain(name);
    const sim = new engine.Simulation();
    const members = [...table.matchAll(/sim\.(\w+)/g)].map((found) => found[1]!);
    for (const member of members) expect(member in sim, member).toBe(true);
  });
});
