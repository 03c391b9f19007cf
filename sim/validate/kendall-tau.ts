/** A pair of numbers of one item, and the items it is compared with: those of the same `within` that differ in `between`. */
export interface Ranked {
  readonly measured: number;
  readonly predicted: number;
  readonly within: string;
  readonly between: string;
}

/**
 * Kendall's tau over all comparable pairs: (concordant - discordant) / pairs, ties of the prediction counting as neither
 * (tau-a where nothing ties). Null where nothing can be compared.
 */
export function kendallTau(items: readonly Ranked[]): number | null {
  const comparable = new Map<string, Ranked[]>();
  for (const item of items) {
    const list = comparable.get(item.within);
    if (list) list.push(item);
    else comparable.set(item.within, [item]);
  }
  let agreement = 0;
  let pairs = 0;
  for (const list of comparable.values())
    for (let i = 0; i < list.length; i++)
      for (let j = 0; j < i; j++) {
        const [a, b] = [list[i]!, list[j]!];
        if (a.between === b.between || a.measured === b.measured) continue;
        pairs++;
        agreement += Math.sign(a.measured - b.measured) * Math.sign(a.predicted - b.predicted);
      }
  return pairs === 0 ? null : agreement / pairs;
}
