import { createHash } from 'node:crypto';
import type { NmPattern } from '../operating-point.ts';

/** Scale and bias of a ladder layer in place of its level's, [rows] each. */
export interface FittedEpilogue {
  readonly node: string;
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

/** What was fitted on training data to a level with branches skipped or weights pruned. */
export interface FittedPoint {
  readonly level: number;
  readonly skips: readonly string[];
  readonly pattern: NmPattern | null;
  readonly epilogues: readonly FittedEpilogue[];
  /** Last layer in place of the network's, [classes][features] and [classes]; null: the network's own. */
  readonly head: { readonly weight: Float32Array; readonly bias: Float32Array } | null;
}

/** Fits of one model file, as they are shipped. */
export interface FittedPoints {
  readonly version: 1;
  readonly networkHash: string;
  readonly data: string;
  readonly rule: string;
  readonly points: readonly FittedPoint[];
}

/** SHA-256 of a fit: which branches and weights, and every number. */
export function hashFitted({ level, skips, pattern, epilogues, head }: FittedPoint): string {
  const hash = createHash('sha256').update(JSON.stringify([level, skips, pattern]));
  for (const { node, scale, bias } of epilogues)
    hash.update(node).update(bytesOf(scale)).update(bytesOf(bias));
  if (head) hash.update('head').update(bytesOf(head.weight)).update(bytesOf(head.bias));
  return hash.digest('hex');
}

/** JSON in which arrays are base64 of little-endian float32. */
export function encodeFits(fits: FittedPoints): string {
  const text = (_: string, value: unknown) =>
    value instanceof Float32Array ? { f32: Buffer.from(bytesOf(value)).toString('base64') } : value;
  return `${JSON.stringify(fits, text, 1)}\n`;
}

export function decodeFits(text: string): FittedPoints {
  return JSON.parse(text, (_, value) => {
    if (typeof value?.f32 !== 'string') return value;
    const bytes = Uint8Array.from(Buffer.from(value.f32, 'base64'));
    return new Float32Array(bytes.buffer);
  }) as FittedPoints;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
