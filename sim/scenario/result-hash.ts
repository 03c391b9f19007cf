import { createHash } from 'node:crypto';
import type { CellAnswer } from './cell-task.ts';

/**
 * SHA-256 over the integer results (counts, choices, event hashes) of every cell in the order of the report. Floating
 * point is left out, so the value is the same on every machine and for any number of threads.
 */
export function resultHash(answers: readonly CellAnswer[]): string {
  const hash = createHash('sha256');
  for (const { cell, integers } of answers) {
    hash.update(`${cell.target} ${cell.runtime} ${cell.denseLoad}\n`);
    for (const line of integers) hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}
