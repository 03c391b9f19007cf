const longest = 200;

/**
 * Names of populations as SANA-FE's network files can say them: they take a point for the end of a group's name, `->` for an edge
 * and spaces for neither. Names that hold these get underscores, and names that are there twice a number.
 */
export function groupNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(/[\s.>\p{Cc}]/gu, '_').slice(0, longest) || '_';
    let found = plain;
    for (let again = 2; taken.has(found); again++) found = `${plain}_${again}`;
    taken.add(found);
    return found;
  });
}
