import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readArrayFile, writeArrayFile } from '../../../sim/data/source/array-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'arrays-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an array file', () => {
  const path = join(folder, 'deep', 'a.arrays');
  const arrays = {
    bytes: Uint8Array.of(1, 2, 255),
    none: new Int32Array(0),
    floats: Float32Array.of(1.5, Number.NaN, -0),
    words: Uint32Array.of(2 ** 32 - 1),
    shorts: Uint16Array.of(65535).subarray(0, 1),
  };
  writeArrayFile(path, 'key', { about: { names: ['ü'] }, arrays });

  it('gives back every array with its type, and leaves nothing beside', () => {
    expect(readArrayFile(path, 'key')).toEqual({ about: { names: ['ü'] }, arrays });
    expect(readdirSync(join(folder, 'deep'))).toEqual(['a.arrays']);
  });

  it('is as good as absent under another key, damaged or cut off', () => {
    expect(readArrayFile(path, 'another')).toBeNull();
    expect(readArrayFile(`${path}.none`, 'key')).toBeNull();
    const whole = readFileSync(path);
    const broken = join(folder, 'broken');
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 0x40;
      writeFileSync(broken, damaged);
      expect(readArrayFile(broken, 'key')).toBeNull();
      writeFileSync(broken, whole.subarray(0, at));
      expect(readArrayFile(broken, 'key')).toBeNull();
    }
  });
});
