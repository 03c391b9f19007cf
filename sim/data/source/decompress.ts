import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { DataFormatError } from './data-format-error.ts';

const limitBytes = 1 << 30;

/**
 * Bytes without their compression: gzip, xz (by the tool `xz`, for Node has no such codec), or none.
 * @param place named in errors
 * @throws DataFormatError when the bytes are damaged, or `xz` is not installed
 */
export function decompress(bytes: Uint8Array, place: string): Uint8Array {
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes, { maxOutputLength: limitBytes });
    if (Buffer.from(bytes.subarray(0, 6)).equals(Buffer.from('fd377a585a00', 'hex'))) {
      return execFileSync('xz', ['-dc'], { input: bytes, maxBuffer: limitBytes, stdio: 'pipe' });
    }
    return bytes;
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    if (code === 'ENOENT') {
      throw new DataFormatError(
        place,
        'the tool xz is needed to read it and is not here; install it (Debian: apt-get install xz-utils)',
      );
    }
    const said = String(stderr ?? '').trim() || message;
    throw new DataFormatError(place, `cannot be decompressed (${said}); fetch the data set again`);
  }
}
