/** Words at the end of a name that say how a thing is drawn, not what it is. */
const styles = new Set(
  'fill filled outline outlined solid bold duotone thin linear line regular rounded sharp twotone light broken stroke alt o'.split(
    ' ',
  ),
);

/** Affixes by which a set marks the styles and sizes of one drawing. */
export interface StyleAffixes {
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
}

/**
 * The words of an icon's name without its style: the affixes of its set, then style words and numbers at the end. The
 * last word always stays.
 * @param name as in the set, words joined by hyphens
 */
export function iconName(name: string, affixes: StyleAffixes): string {
  const longestFirst = (list: readonly string[]) => [...list].sort((a, b) => b.length - a.length);
  let rest = name;
  const suffix = longestFirst(affixes.suffixes).find((text) => text !== '' && rest.endsWith(`-${text}`));
  if (suffix) rest = rest.slice(0, -suffix.length - 1);
  const prefix = longestFirst(affixes.prefixes).find((text) => text !== '' && rest.startsWith(`${text}-`));
  if (prefix) rest = rest.slice(prefix.length + 1);
  const words = rest.split('-');
  while (words.length > 1 && (styles.has(words.at(-1)!) || /^\d+$/.test(words.at(-1)!))) words.pop();
  return words.join('-');
}
