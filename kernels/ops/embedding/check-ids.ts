/** @throws RangeError naming the first id that is not a row of the table */
export function checkIds(ids: ArrayLike<number>, rows: number): void {
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (!Number.isInteger(id) || id < 0 || id >= rows) {
      throw new RangeError(`id ${id} at place ${i} is not in the table; it has rows 0 to ${rows - 1}`);
    }
  }
}
