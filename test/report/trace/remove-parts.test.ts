import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openPieceFile } from '../../../sim/report/trace/piece-file.ts';
import { removeParts } from '../../../sim/report/trace/remove-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('parts of files', () => {
  it('of this process are removed, those of others and whole files are not', () => {
    const whole = openPieceFile(join(folder, 'whole.json'));
    whole.write('{}');
    whole.finish();
    const others = 'trace.json.1-00000000-0000-4000-8000-000000000000.part';
    writeFileSync(join(folder, others), '');
    const own = openPieceFile(join(folder, 'trace.json'));
    own.write('{');
    expect(readdirSync(folder)).toHaveLength(3);
    removeParts(folder);
    expect(readdirSync(folder).sort()).toEqual([others, 'whole.json']);
    own.discard();
    expect(() => removeParts(join(folder, 'no such folder'))).not.toThrow();
  });

  it('become a file under a name that is free', () => {
    const file = join(folder, 'a.json');
    const first = openPieceFile(file);
    first.write('1');
    expect(first.finishAs(file)).toBe(true);
    const second = openPieceFile(file);
    expect(second.finishAs(file)).toBe(false);
    expect(second.finishAs(join(folder, 'a-2.json'))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('a'))).toEqual(['a-2.json', 'a.json']);
  });
});
