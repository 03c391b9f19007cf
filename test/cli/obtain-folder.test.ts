import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { obtainFolder } from '../../sim/cli/obtain-folder.ts';

const folder = () => mkdtemp(join(tmpdir(), 'sparsewatt-folder-'));

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
