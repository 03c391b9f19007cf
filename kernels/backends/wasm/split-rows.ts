/**
 * Where each of `parts` shares of the rows ends, so that all hold about the same work.
 * @param pointers [rows + 1] entries before each row, or null where rows cost alike @returns [parts], the last is `rows`
 */
export function splitRows(rows: number, pointers: Uint32Array | null, parts: number): number[] {
  const ends: number[] = [];
  let row = 0;
  for (let part = 1; part <= parts; part++) {
    if (!pointers) {
      ends.push(Math.round((rows * part) / parts));
      continue;
    }
    const goal = (pointers[rows]! * part) / parts;
    while (row < rows && (part === parts || (pointers[row]! + pointers[row + 1]!) / 2 < goal)) row++;
    ends.push(row);
  }
  return ends;
}
