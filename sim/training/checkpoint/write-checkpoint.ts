import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import type { Checkpoint } from './checkpoint.ts';

export const checkpointMagic = 'SWCKPT01';

/**
 * Writes a checkpoint: magic, length of the header, header (JSON), arrays (float32, little-endian), SHA-256 of all before.
 * The file is replaced in one step, so that a kill leaves the old one or the new one.
 */
export function writeCheckpoint(file: string, checkpoint: Checkpoint): void {
  const arrays = [...checkpoint.arrays];
  const header = Buffer.from(
    JSON.stringify({
      specHash: checkpoint.specHash,
      step: checkpoint.step,
      progress: checkpoint.progress,
      arrays: arrays.map(([name, values]) => ({ name, length: values.length })),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const hash = createHash('sha256');
  const temporary = `${file}.partial`;
  const descriptor = openSync(temporary, 'w');
  const put = (bytes: Uint8Array) => {
    hash.update(bytes);
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
  };
  put(Buffer.from(checkpointMagic, 'latin1'));
  put(length);
  put(header);
  // Copied, because arrays may lie in shared memory, which a hash does not read.
  for (const [, values] of arrays) put(new Uint8Array(values.slice().buffer));
  const digest = hash.digest();
  writeSync(descriptor, digest);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporary, file);
}
