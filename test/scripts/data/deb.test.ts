import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ar, tar } from './archives.ts';

type Files = Map<string, Uint8Array>;
interface Deb {
  readAr(bytes: Uint8Array, place: string): Files;
  readTar(bytes: Uint8Array, place: string): Files;
  readDeb(bytes: Uint8Array, place: string): Files;
}
const script = new URL('../../../scripts/data/deb.mjs', import.meta.url).href;
const { readAr, readTar, readDeb } = (await import(script)) as Deb;

const text = (files: Files) => [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]);
const content = { './usr/': '', './usr/a.txt': 'x'.repeat(700), './b': '' };
const expected = [
  ['usr/a.txt', 'x'.repeat(700)],
  ['b', ''],
];
const xz = (bytes: Uint8Array) => {
  try {
    return execFileSync('xz', ['-c'], { input: bytes });
  } catch {
    return null;
  }
};

describe('a Debian package', () => {
  it('is read without dpkg: ar, tar, gzip', () => {
    const odd = { 'debian-binary': Buffer.from('2.0'), 'data.tar.gz': gzipSync(tar(content)) };
    expect([...readAr(ar(odd), 'p.deb').keys()]).toEqual(['debian-binary', 'data.tar.gz']);
    expect(text(readDeb(ar(odd), 'p.deb'))).toEqual(expected);
    expect(text(readDeb(ar({ 'data.tar': tar(content) }), 'p.deb'))).toEqual(expected);
  });

  it.skipIf(xz(Buffer.alloc(0)) === null)(
    'is read when packed by xz, and refused when that is damaged',
    () => {
      const packed = xz(tar(content))!;
      expect(text(readDeb(ar({ 'data.tar.xz': packed }), 'p.deb'))).toEqual(expected);
      expect(() => readDeb(ar({ 'data.tar.xz': packed.subarray(0, 40) }), 'p.deb')).toThrow(
        /^p\.deb: xz says "/,
      );
    },
  );

  it('is refused whenever it was cut off', () => {
    const archive = tar(content);
    for (let length = 0; length < archive.length - 1024; length += 61)
      expect(() => readTar(archive.subarray(0, length), 'p.tar')).toThrow(/^p\.tar: (cut off|wrong)/);
    const whole = ar({ data: Buffer.alloc(100) });
    for (let length = 10; length < whole.length; length++)
      expect(() => readAr(whole.subarray(0, length), 'p.deb')).toThrow(/^p\.deb: /);
  });

  it('is refused when a header is damaged or it is something else', () => {
    const damaged = tar(content);
    damaged[3]! ^= 1;
    expect(() => readTar(damaged, 'p.tar')).toThrow('p.tar: wrong tar checksum at byte 0');
    expect(() => readAr(Buffer.from('PK\u0003\u0004'), 'p.deb')).toThrow('p.deb: no ar archive');
    expect(() => readDeb(ar({ control: Buffer.alloc(2) }), 'p.deb')).toThrow('data.tar is not among control');
    expect(() => readDeb(ar({ 'data.tar.zst': Buffer.alloc(2) }), 'p.deb')).toThrow(
      'data.tar.zst is compressed',
    );
  });
});
