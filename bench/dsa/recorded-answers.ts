import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RecordedLogits } from './recorded-logits.ts';

const part = z.strictObject({
  /** Answers, and one bit each, right or wrong, as base64. */
  answers: z.int().min(1),
  right: z.base64(),
  /** A byte each of `RecordedLogits`, of what cascades are made of. */
  lead: z.base64().optional(),
  rest: z.base64().optional(),
});

/** What networks answered that are not kept, so that a mean over seeds needs no megabytes: `answers-sSEED.json`. */
export const recordedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  task: z.string(),
  seed: z.int().min(0),
  networks: z.array(
    z.strictObject({
      /** Row of the tables: `L1`, `dense`. */
      id: z.string(),
      /** SHA-256 of the file of the network; lower-case hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      validation: part,
      test: part,
    }),
  ),
});

export type Recorded = z.output<typeof recordedSchema>;
export type RecordedPart = z.output<typeof part>;

/** @param right [answers], 1 where it is right @param logits kept where cascades are made of the network */
export function recordPart(right: Uint8Array, logits: RecordedLogits | null = null): RecordedPart {
  const bits = new Uint8Array(Math.ceil(right.length / 8));
  right.forEach((one, i) => {
    bits[i >> 3]! |= one << (i & 7);
  });
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    ...{ answers: right.length, right: text(bits) },
    ...(logits && { lead: text(logits.lead) }),
    ...(logits?.rest && { rest: text(logits.rest) }),
  };
}

/** @throws RangeError when the bits are fewer than the answers */
export function recordedPart({ answers, right }: RecordedPart): Uint8Array {
  const bits = Buffer.from(right, 'base64');
  if (bits.length !== Math.ceil(answers / 8))
    throw new RangeError(`${answers} answers need ${Math.ceil(answers / 8)} bytes; there are ${bits.length}`);
  return Uint8Array.from({ length: answers }, (_, i) => (bits[i >> 3]! >> (i & 7)) & 1);
}

/** @returns null: none are kept @throws RangeError when there is not one for each answer */
export function recordedPartLogits({ answers, lead, rest }: RecordedPart): RecordedLogits | null {
  if (lead === undefined) return null;
  const bytes = (text: string) => {
    const read = Uint8Array.from(Buffer.from(text, 'base64'));
    if (read.length !== answers)
      throw new RangeError(`${answers} answers need as many confidences; there are ${read.length}`);
    return read;
  };
  return { lead: bytes(lead), rest: rest === undefined ? null : bytes(rest) };
}

export const fileHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
