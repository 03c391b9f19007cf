import { DataFormatError } from '../source/data-format-error.ts';
import { iconName } from './icon-name.ts';

/** A drawing as SVG, and what its designer called it, without the style. */
export interface Icon {
  readonly name: string;
  readonly svg: string;
}

/** Drawings of a set, and pairs of names that it gives to one drawing. */
export interface IconSource {
  readonly icons: readonly Icon[];
  readonly synonyms: readonly (readonly [string, string])[];
}

/** The files of a package `@iconify-json/NAME`, parsed; `metadata` where there is one. */
export interface IconPackage {
  readonly icons: unknown;
  readonly info: unknown;
  readonly metadata?: unknown;
}

const allowed = ['MIT', 'Apache-2.0', 'ISC', 'CC0-1.0', 'CC-BY-4.0', 'CC-BY-3.0', 'OFL-1.1'];
const defaultSide = 16;

interface RawIcon {
  readonly body: string;
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
  readonly hidden?: boolean;
}

/**
 * Reads a set in Iconify's JSON format. Drawings are put in the middle of a square, black on white; hidden ones (withdrawn
 * by their designer) are left out.
 * @param place named in errors
 * @throws DataFormatError when it is not such a set, has colours of its own, or a licence that is not allowed here
 */
export function parseIconSet({ icons, info, metadata }: IconPackage, place: string): IconSource {
  const about = info as { license?: { spdx?: string }; palette?: boolean } | null;
  const licence = about?.license?.spdx;
  if (!allowed.includes(licence ?? ''))
    throw new DataFormatError(place, `licence ${licence ?? 'not stated'}; ${allowed.join(', ')} are allowed`);
  if (about?.palette)
    throw new DataFormatError(place, 'has colours of its own; sets of one colour are allowed');
  const set = icons as {
    icons?: Record<string, RawIcon>;
    aliases?: Record<string, { parent: string }>;
    width?: number;
    height?: number;
  } | null;
  if (!set?.icons || typeof set.icons !== 'object') throw new DataFormatError(place, 'holds no "icons"');
  const styles = (metadata ?? {}) as { prefixes?: object; suffixes?: object };
  const affixes = {
    prefixes: Object.keys(styles.prefixes ?? {}),
    suffixes: Object.keys(styles.suffixes ?? {}),
  };
  const drawn = Object.entries(set.icons).flatMap(([raw, icon]) => {
    if (icon.hidden) return [];
    if (typeof icon.body !== 'string') throw new DataFormatError(place, `icon ${raw} has no "body"`);
    const { left = 0, top = 0 } = icon;
    const width = icon.width ?? set.width ?? defaultSide;
    const height = icon.height ?? set.height ?? defaultSide;
    const side = Math.max(width, height);
    const box = [left - (side - width) / 2, top - (side - height) / 2, side, side].join(' ');
    const body = icon.body.replaceAll('currentColor', '#000');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${box}">${body}</svg>`;
    return [{ name: iconName(raw, affixes), svg }];
  });
  const synonyms = Object.entries(set.aliases ?? {}).flatMap(([alias, { parent }]) => {
    const pair = [iconName(alias, affixes), iconName(parent, affixes)] as const;
    return pair[0] === pair[1] ? [] : [pair];
  });
  return { icons: drawn, synonyms };
}
