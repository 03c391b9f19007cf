import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { obtainFolder, writeFolder } from '../../sim/cli/write-folder.ts';

const folder = () => mkdtemp(join(tmpdir(), 'sparsewatt-folder-'));

describe('writeFolder', () => {
  it('writes all files or none: what was there stays whole when a later file fails', async () => {
    const at = await folder();
    await writeFile(join(at, 'a.txt'), 'old');
    // A name below a folder that is not there fails as a full disk does: in the middle.
    const files = [
      { name: 'a.txt', content: 'new' },
      { name: 'none/b.txt', content: 'new' },
    ];
    await expect(writeFolder(at, files)).rejects.toThrow('ENOENT');
    expect(await readdir(at)).toEqual(['a.txt']);
    expect(await readFile(join(at, 'a.txt'), 'utf8')).toBe('old');
    await writeFolder(at, files.slice(0, 1));
    expect(await readdir(at)).toEqual(['a.txt']);
    expect(await readFile(join(at, 'a.txt'), 'utf8')).toBe('new');
  });
});

describe('obtainFolder', () => {
  it('takes a folder away again that it made and that stayed empty, and no other', async () => {
    const at = await folder();
    const giveBack = await obtainFolder(join(at, 'made'), 'made');
    expect(await readdir(at)).toEqual(['made']);
    await giveBack();
    expect(await readdir(at)).toEqual([]);
    await (await obtainFolder(at, 'there'))();
    expect(await readdir(at)).toEqual([]);
  });
});
