import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../sim/package-root.ts';
import { writeNewFolder } from '../../../sim/report/formats/write-new-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-new-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a new folder', () => {
  it('never takes the place of another', async () => {
    const write = (content: string) => writeNewFolder(folder, 'report', [{ name: 'a.txt', content }]);
    const folders = await Promise.all(['one', 'two', 'three'].map(write));
    expect(folders.map((path) => basename(path)).toSorted()).toEqual(['report', 'report-2', 'report-3']);
    const texts = await Promise.all(folders.map((path) => readFile(join(path, 'a.txt'), 'utf8')));
    expect(texts).toEqual(['one', 'two', 'three']);
  });

  it('is taken away again when a file cannot be written', async () => {
    const before = await readdir(folder);
    await expect(
      writeNewFolder(folder, 'broken', [{ name: join('no', 'such', 'folder'), content: '' }]),
    ).rejects.toThrow('ENOENT');
    expect(await readdir(folder)).toEqual(before);
  });

  it('is taken away when the process exits before it is whole', async () => {
    const module = join(packageRoot(), 'sim/report/formats/write-new-folder.ts');
    // Files enough that some are still to come when the first is seen; the process then exits as on a signal.
    const script = join(folder, 'write.mjs');
    await writeFile(
      script,
      `import { writeNewFolder } from ${JSON.stringify(module)};
process.on('message', () => process.exit());
const files = Array.from({ length: 5000 }, (_, at) => ({ name: \`\${at}.txt\`, content: 'x'.repeat(5000) }));
void writeNewFolder(${JSON.stringify(folder)}, 'cut', files).then(() => process.send('whole'));
`,
    );
    const child = fork(script, { execArgv: ['--import', import.meta.resolve('tsx')] });
    let isWhole = false;
    child.on('message', () => {
      isWhole = true;
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const cut = join(folder, 'cut');
    while (!existsSync(cut)) await new Promise((resolve) => setTimeout(resolve, 1));
    child.send('exit');
    await ended;
    expect(isWhole).toBe(false);
    expect(existsSync(cut)).toBe(false);
  });
});
