import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
