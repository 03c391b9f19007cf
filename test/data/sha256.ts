import { createHash } from 'node:crypto';

/** First 16 hexadecimal digits of the SHA-256 of numbers as little-endian 32-bit words. */
export function sha256Of(numbers: ArrayLike<number>): string {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (let i = 0; i < numbers.length; i++) bytes.writeInt32LE(numbers[i]! | 0, 4 * i);
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
