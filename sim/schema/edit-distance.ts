/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other; case does not count. */
export function editDistance(a: string, b: string): number {
  const s = a.toLowerCase();
  const t = b.toLowerCase();
  const width = t.length + 1;
  const d = new Uint16Array((s.length + 1) * width);
  for (let i = 0; i <= s.length; i++) d[i * width] = i;
  for (let j = 0; j <= t.length; j++) d[j] = j;
  for (let i = 1; i <= s.length; i++)
    for (let j = 1; j <= t.length; j++) {
      const at = i * width + j;
      const same = s[i - 1] === t[j - 1] ? 0 : 1;
      let best = Math.min(d[at - width]! + 1, d[at - 1]! + 1, d[at - width - 1]! + same);
      if (i > 1 && j > 1 && s[i - 1] === t[j - 2] && s[i - 2] === t[j - 1])
        best = Math.min(best, d[at - 2 * width - 2]! + 1);
      d[at] = best;
    }
  return d[s.length * width + t.length]!;
}
