import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { derivedArrays } from '../source/derived-arrays.ts';
import { sourcePath } from '../source/read-source.ts';
import type { Part } from '../split/part.ts';
import { TextTokeniser } from '../text/text-tokeniser.ts';
import { iconFamilies } from './icon-families.ts';
import { type IconPairs, iconPairs } from './icon-pairs.ts';
import { iconRenderer, iconSide } from './icon-renderer.ts';
import { type Icon, parseIconSet } from './parse-icon-set.ts';
import { selectDrawings } from './select-drawings.ts';

const source = { set: 'icons', from: 'npm packages @iconify-json/*' };
const parts = ['train', 'validation', 'test'] as const;
/** Rows for words that no icon of the training part has in its name. */
const buckets = 16;

/** Rendered drawings with their names. */
export interface IconSet {
  /** [count][32][32], u8, 0 where nothing is drawn. */
  readonly images: Uint8Array;
  /** [count], index into `Icons.names`. */
  readonly names: Uint16Array;
}

/** Drawings by part; a family of icons is in one part only. */
export interface Icons extends Readonly<Record<Part, IconSet>> {
  readonly side: number;
  readonly names: readonly string[];
  /** [names][`wordsPerName`], rows of an embedding, padded with 0. */
  readonly nameWords: Int32Array;
  readonly wordsPerName: number;
  readonly tokeniser: TextTokeniser;
  /** Balanced right and wrong pairs of a part; `variant` gives other wrong pairs, to train on. */
  pairs(part: Part, variant?: number): IconPairs;
}

interface About {
  readonly names: readonly string[];
  readonly words: readonly string[];
  readonly synonyms: readonly (readonly [string, string])[];
}

/**
 * Icons and the names that their designers gave them.
 * @throws DataMissingError, DataFormatError
 */
export function icons(): Icons {
  const lock = sourcePath(source, 'node_modules/.package-lock.json');
  const key = `icons 2 ${JSON.stringify(JSON.parse(readFileSync(join(dirname(lock), '../package.json'), 'utf8')).dependencies)}`;
  const { about, arrays } = derivedArrays('icons', key, () => renderAll(dirname(dirname(lock))));
  const { names, words, synonyms } = about as About;
  const tokeniser = new TextTokeniser(words, buckets);
  const encoded = names.map((name) => tokeniser.encodeWords(name.split('-')));
  const wordsPerName = Math.max(...encoded.map((rows) => rows.length));
  const nameWords = new Int32Array(names.length * wordsPerName);
  for (const [i, rows] of encoded.entries()) nameWords.set(rows, i * wordsPerName);
  const set = (part: Part): IconSet => ({
    images: arrays[`${part}.images`] as Uint8Array,
    names: arrays[`${part}.names`] as Uint16Array,
  });
  const mayMix = mixable(names, synonyms);
  const all = { train: set('train'), validation: set('validation'), test: set('test') };
  return {
    ...all,
    side: iconSide,
    names,
    nameWords,
    wordsPerName,
    tokeniser,
    pairs: (part, variant = 0) => iconPairs(all[part].names, mayMix, part, variant),
  };
}

/** Names may make a wrong pair when they share no word and no set gives both to one drawing. */
function mixable(names: readonly string[], synonyms: About['synonyms']): (a: number, b: number) => boolean {
  const words = names.map((name) => name.split('-'));
  const alike = new Set(synonyms.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  return (a, b) =>
    !words[a]!.some((word) => words[b]!.includes(word)) && !alike.has(`${names[a]} ${names[b]}`);
}

function renderAll(folder: string) {
  const synonyms: (readonly [string, string])[] = [];
  const families = new Map<string, readonly Icon[]>();
  for (const [family, sets] of Object.entries(iconFamilies)) {
    const read = sets.map((name) => {
      const place = join(folder, 'node_modules/@iconify-json', name);
      const json = (file: string) => JSON.parse(readFileSync(join(place, file), 'utf8'));
      const metadata = existsSync(join(place, 'metadata.json')) ? json('metadata.json') : undefined;
      return parseIconSet({ icons: json('icons.json'), info: json('info.json'), metadata }, place);
    });
    families.set(
      family,
      read.flatMap(({ icons }) => icons),
    );
    synonyms.push(...read.flatMap((each) => each.synonyms));
  }
  const selection = selectDrawings(families, iconRenderer(folder));
  const names = [...new Set(selection.drawings.map(({ name }) => name))].sort();
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const arrays = parts.flatMap((part) => {
    const drawings = selection.drawings.filter((drawing) => drawing.part === part);
    const images = new Uint8Array(drawings.length * iconSide * iconSide);
    for (const [i, { image }] of drawings.entries()) images.set(image, i * image.length);
    return [
      [`${part}.images`, images],
      [`${part}.names`, Uint16Array.from(drawings, ({ name }) => indexOf.get(name)!)],
    ] as const;
  });
  const words = [...new Set(names.flatMap((name) => name.split('-')))].sort();
  const known = [...synonyms, ...selection.synonyms].filter(([a, b]) => indexOf.has(a) && indexOf.has(b));
  return { about: { names, words, synonyms: known } satisfies About, arrays: Object.fromEntries(arrays) };
}
