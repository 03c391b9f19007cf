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
  // Numbers in place of names: every pair is compared, and names that were read from files are compared by letter.
  const numbers = new Map<string, number>();
  for (const item of items) {
    const list = comparable.get(item.within);
    if (list) list.push(item);
    else comparable.set(item.within, [item]);
    if (!numbers.has(item.between)) numbers.set(item.between, numbers.size);
  }
  let agreement = 0;
  let pairs = 0;
  for (const list of comparable.values()) {
    const between = Int32Array.from(list, (item) => numbers.get(item.between)!);
    const measured = Float64Array.from(list, (item) => item.measured);
    const predicted = Float64Array.from(list, (item) => item.predicted);
    for (let i = 0; i < list.length; i++)
      for (let j = 0; j < i; j++) {
        if (between[i] === between[j] || measured[i] === measured[j]) continue;
        pairs++;
        agreement += Math.sign(measured[i]! - measured[j]!) * Math.sign(predicted[i]! - predicted[j]!);
      }
  }
  return pairs === 0 ? null : agreement / pairs;
}
