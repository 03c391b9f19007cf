import type { Part } from '../split/part.ts';
import type { Icon } from './parse-icon-set.ts';
import { splitFamilies } from './split-families.ts';

/** A name is used when so many families draw it. */
const fewestFamilies = 8;
/** Styles of one thing that are kept of a family. */
const mostStyles = 3;
/** Two drawings of a name are the same when their pixels differ by less than this on average, in grey levels of 255. */
const sameGrey = 6;
/** A drawing with less ink than this, in grey levels of 255 on average, is taken for empty. */
const leastGrey = 2;

/** A rendered drawing and where it belongs. */
export interface Drawing {
  readonly name: string;
  readonly family: string;
  readonly part: Part;
  readonly image: Uint8Array;
}

export interface Selection {
  readonly drawings: readonly Drawing[];
  /** Pairs of names that were found on one drawing. */
  readonly synonyms: readonly (readonly [string, string])[];
}

/**
 * Chooses the drawings of the task: names that at least 8 families draw, families split as a whole, at most three styles
 * of a name in a family. Families are gone through in the order train, validation, test, and a drawing is dropped when it
 * is the same as an earlier one, so that no part holds what an earlier part has. Names without a drawing in `train` are
 * dropped from the others.
 * @param families icons of each family
 * @param render to grey, all of one size
 */
export function selectDrawings(
  families: ReadonlyMap<string, readonly Icon[]>,
  render: (svg: string) => Uint8Array,
): Selection {
  const drawnBy = new Map<string, Set<string>>();
  for (const [family, icons] of families)
    for (const { name } of icons) drawnBy.set(name, (drawnBy.get(name) ?? new Set()).add(family));
  const isUsed = (name: string) => (drawnBy.get(name)?.size ?? 0) >= fewestFamilies;
  const sizes = new Map([...families].map(([family, icons]) => [family, countUsed(icons, isUsed)]));
  const partOf = splitFamilies(sizes);

  const drawings: Drawing[] = [];
  const byName = new Map<string, Drawing[]>();
  const byPixels = new Map<string, string>();
  const synonyms: (readonly [string, string])[] = [];
  for (const part of ['train', 'validation', 'test'] as const) {
    const members = [...families].filter(([family]) => partOf.get(family) === part);
    for (const [family, icons] of members.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const styles = new Map<string, number>();
      for (const { name, svg } of icons) {
        const kept = styles.get(name) ?? 0;
        const known = byName.get(name) ?? [];
        if (!isUsed(name) || kept >= mostStyles) continue;
        if (part !== 'train' && known[0]?.part !== 'train') continue;
        const image = render(svg);
        if (image.reduce((sum, grey) => sum + grey, 0) < leastGrey * image.length) continue;
        const pixels = Buffer.from(image).toString('latin1');
        const other = byPixels.get(pixels);
        if (other !== undefined && other !== name) synonyms.push([other, name]);
        if (other !== undefined || known.some((drawing) => isSame(drawing.image, image))) continue;
        const drawing = { name, family, part, image };
        byPixels.set(pixels, name);
        byName.set(name, [...known, drawing]);
        styles.set(name, kept + 1);
        drawings.push(drawing);
      }
    }
  }
  return { drawings, synonyms };
}

function countUsed(icons: readonly Icon[], isUsed: (name: string) => boolean): number {
  const counts = new Map<string, number>();
  for (const { name } of icons) if (isUsed(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + Math.min(count, mostStyles), 0);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  const limit = sameGrey * a.length;
  let sum = 0;
  for (let i = 0; i < a.length && sum < limit; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum < limit;
}
