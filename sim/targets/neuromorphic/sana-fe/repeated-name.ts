/** `tile[0..31]` stands for 32 of them. @returns their names; null where the range is none, or runs backwards */
export function repeatedNames(name: string): string[] | null {
  const match = /^(.*)\[(\d+)\.\.(\d+)\]$/.exec(name);
  if (!match) return name.includes('[') ? null : [name];
  const [from, to] = [Number(match[2]), Number(match[3])];
  if (to < from || to - from >= 65536) return null;
  return Array.from({ length: to - from + 1 }, (_, i) => `${match[1]}[${from + i}]`);
}
