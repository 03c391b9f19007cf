import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Checkpoint } from './checkpoint.ts';
import { CheckpointError } from './checkpoint-error.ts';
import { checkpointMagic } from './write-checkpoint.ts';

const headerSchema = z.strictObject({
  specHash: z.string(),
  step: z.int().min(0),
  progress: z.record(z.string(), z.unknown()),
  arrays: z.array(z.strictObject({ name: z.string(), length: z.int().min(0) })),
});

const next = 'start again with --fresh';

/** @throws CheckpointError when the file is cut, changed or no checkpoint */
export function readCheckpoint(file: string): Checkpoint {
  const bytes = readFileSync(file);
  if (bytes.length < 44 || bytes.toString('latin1', 0, 8) !== checkpointMagic)
    throw new CheckpointError(file, `is no checkpoint of this version; ${next}`);
  const body = bytes.subarray(0, bytes.length - 32);
  if (
    !createHash('sha256')
      .update(body)
      .digest()
      .equals(bytes.subarray(bytes.length - 32))
  )
    throw new CheckpointError(file, `is damaged: its checksum is another one; ${next}`);
  const headerEnd = 12 + bytes.readUInt32LE(8);
  const header = headerSchema.parse(JSON.parse(body.toString('utf8', 12, headerEnd)));
  const arrays = new Map<string, Float32Array>();
  let at = headerEnd;
  for (const { name, length } of header.arrays) {
    const copy = new Uint8Array(body.subarray(at, at + 4 * length));
    arrays.set(name, new Float32Array(copy.buffer));
    at += 4 * length;
  }
  if (at !== body.length)
    throw new CheckpointError(file, `holds ${body.length - at} bytes too many; ${next}`);
  return { specHash: header.specHash, step: header.step, progress: header.progress, arrays };
}
