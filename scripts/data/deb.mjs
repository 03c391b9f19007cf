// Debian packages without dpkg: an `ar` archive that holds data.tar, compressed.
import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';

const limitBytes = 1 << 30;

/**
 * Members of an `ar` archive (the common format, as in deb(5)).
 * @param {Uint8Array} bytes @param {string} place named in errors
 * @returns {Map<string, Uint8Array>} @throws Error on another file, or one that was cut off
 */
export function readAr(bytes, place) {
  const text = (from, to) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(0, 8) !== '!<arch>\n')
    throw new Error(`${place}: no ar archive (it does not begin with "!<arch>")`);
  const members = new Map();
  for (let at = 8; at + 1 < bytes.length; ) {
    const size = Number.parseInt(text(at + 48, at + 58), 10);
    if (text(at + 58, at + 60) !== '`\n' || !(size >= 0))
      throw new Error(`${place}: no ar header at byte ${at}; the file is damaged, fetch it again`);
    if (at + 60 + size > bytes.length)
      throw new Error(
        `${place}: cut off at ${bytes.length} bytes, ${at + 60 + size} are needed; fetch it again`,
      );
    members.set(
      text(at, at + 16)
        .trim()
        .replace(/\/$/, ''),
      bytes.subarray(at + 60, at + 60 + size),
    );
    at += 60 + size + (size % 2);
  }
  return members;
}

/**
 * Regular files of a tar archive (ustar), by path without a leading "./".
 * @param {Uint8Array} bytes @param {string} place named in errors
 * @returns {Map<string, Uint8Array>} @throws Error on a wrong checksum, or an archive that was cut off
 */
export function readTar(bytes, place) {
  const text = (from, to) => Buffer.from(bytes.subarray(from, to)).toString('latin1').split('\0')[0];
  const files = new Map();
  for (let at = 0; ; ) {
    if (at + 512 > bytes.length)
      throw new Error(
        `${place}: cut off at ${bytes.length} bytes (a tar archive ends with zeros); fetch it again`,
      );
    const header = bytes.subarray(at, at + 512);
    if (header.every((byte) => byte === 0)) return files;
    const sum = header.reduce((all, byte, i) => all + (i >= 148 && i < 156 ? 32 : byte), 0);
    const size = Number.parseInt(text(at + 124, at + 136), 8);
    if (sum !== Number.parseInt(text(at + 148, at + 156), 8) || !(size >= 0))
      throw new Error(`${place}: wrong tar checksum at byte ${at}; the file is damaged, fetch it again`);
    if (at + 512 + size > bytes.length)
      throw new Error(
        `${place}: cut off at ${bytes.length} bytes, ${at + 512 + size} are needed; fetch it again`,
      );
    const kind = text(at + 156, at + 157);
    const prefix = text(at + 257, at + 262) === 'ustar' ? text(at + 345, at + 500) : '';
    const path = `${prefix ? `${prefix}/` : ''}${text(at, at + 100)}`.replace(/^\.\//, '');
    if (kind === '0' || kind === '') files.set(path, bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/** Decompresses .xz bytes with the tool `xz`, for Node has no such codec. */
export function unxz(bytes, place) {
  try {
    return execFileSync('xz', ['-dc'], {
      input: bytes,
      maxBuffer: limitBytes,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  } catch (error) {
    if (error.code === 'ENOENT')
      throw new Error(
        `${place}: the tool xz is needed and is not here; install it (Debian: apt-get install xz-utils)`,
      );
    throw new Error(
      `${place}: xz says "${String(error.stderr ?? '').trim() || error.message}"; fetch it again`,
    );
  }
}

/** Regular files of a .deb, by path. @param {Uint8Array} bytes @param {string} place named in errors */
export function readDeb(bytes, place) {
  const members = readAr(bytes, place);
  const name = [...members.keys()].find((member) => member.startsWith('data.tar'));
  const data = name && members.get(name);
  if (!data)
    throw new Error(`${place}: no Debian package (data.tar is not among ${[...members.keys()].join(', ')})`);
  if (name === 'data.tar') return readTar(data, place);
  if (name === 'data.tar.gz') return readTar(gunzipSync(data), place);
  if (name === 'data.tar.xz') return readTar(unxz(data, place), place);
  throw new Error(`${place}: ${name} is compressed in a way that is not read here (none, gz and xz are)`);
}
