/**
 * Products of two bytes are added up in 16 bits over two fours of columns where that cannot overflow: a chain is eight
 * places, and the weights that meet in one lane are those at places 0, 1, 4, 5 and at 2, 3, 6, 7.
 */
const lanes = [
  [0, 1, 4, 5],
  [2, 3, 6, 7],
] as const;
const chainLength = 8;
/** Most that the sizes of a lane's weights may come to: 258 times an activation of 127 fits 16 bits. */
const most = 258;
const tries = 60;

/**
 * Orders fours of columns so that as many pairs of neighbours as can be are chains, those first.
 * @param sizes [fours][2 lanes][rows] magnitudes of both int8 weights of a lane, in sum @returns which four comes at each place
 */
export function pairOrder(sizes: Uint8Array, rows: number): number[] {
  const { sets, rest } = balancedSets(sizes, 2 * rows, 2, 0, 0);
  return [...sets.flat(), ...rest];
}

/**
 * Orders the columns of a block row for as many chains as can be, by dealing large and small ones together and swapping what is too
 * much.
 * @param sizes [columns][rows] magnitudes of int8 weights @param start place of the first column in its row; what lies before
 * the first whole chain and behind the last is filled, too
 * @returns which column comes at each place
 */
export function chainOrder(sizes: Uint8Array, rows: number, start = 0): number[] {
  const count = sizes.length / rows;
  const head = Math.min(count, (chainLength - (start % chainLength)) % chainLength);
  const { before, sets, rest } = balancedSets(sizes, rows, 4, head, (count - head) % chainLength);
  const order = [...before];
  for (let s = 0; s + 1 < sets.length; s += 2) {
    const chain = new Array<number>(chainLength);
    lanes.forEach((places, lane) => {
      places.forEach((place, i) => {
        chain[place] = sets[s + lane]![i]!;
      });
    });
    order.push(...chain);
  }
  return [...order, ...rest];
}

/**
 * Leading fours of a block row's weights that may be added up in chains: a whole number of chains.
 * @param weights [fours][4 rows][4 columns]
 */
export function chainedFours(weights: Int8Array): number {
  const step = 4 * chainLength;
  for (let from = 0; ; from += step) {
    if (from + step > weights.length) return from / 16;
    for (let row = 0; row < 4; row++) {
      for (const places of lanes) {
        let sum = 0;
        for (const place of places)
          sum += Math.abs(weights[from + (place >> 2) * 16 + row * 4 + (place & 3)]!);
        if (sum > most) return from / 16;
      }
    }
  }
}

/**
 * Deals items into sets of `each` whose sizes come to at most 258 everywhere, as far as that is found; those first. The same at
 * every call.
 * @param sizes [items][width] @param before items left out, the small ones @param behind items left out, those of middle size
 */
function balancedSets(sizes: Uint8Array, width: number, each: number, before: number, behind: number) {
  const count = sizes.length / width;
  const largest = Array.from({ length: count }, (_, item) =>
    sizes.subarray(item * width, (item + 1) * width).reduce((a, b) => Math.max(a, b), 0),
  );
  const sorted = [...largest.keys()].sort((a, b) => largest[b]! - largest[a]! || a - b);
  const small = sorted.splice(sorted.length - before, before);
  const middle = sorted.splice((sorted.length - behind) >> 1, behind + ((sorted.length - behind) % each));
  const n = sorted.length / each;
  const sets = Array.from({ length: n }, (_, s) =>
    Array.from({ length: each }, (_, i) => sorted[i % 2 === 0 ? i * n + s : (i + 1) * n - 1 - s]!),
  );
  const excess = (set: readonly number[]) => {
    let over = 0;
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (const item of set) sum += sizes[item * width + i]!;
      if (sum > most) over += sum - most;
    }
    return over;
  };
  const overs = sets.map(excess);
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let s = 0; s < n; s++) {
    for (let i = 0; i < tries && overs[s]! > 0; i++) {
      const [other, mine, its] = [random(n), random(each), random(each)];
      if (other === s) continue;
      const swap = () => {
        [sets[s]![mine], sets[other]![its]] = [sets[other]![its]!, sets[s]![mine]!];
      };
      swap();
      const [a, b] = [excess(sets[s]!), excess(sets[other]!)];
      if (a + b < overs[s]! + overs[other]!) [overs[s], overs[other]] = [a, b];
      else swap();
    }
  }
  const inOrder = [...sets.keys()].sort((a, b) => overs[a]! - overs[b]! || a - b);
  return { before: small, sets: inOrder.map((s) => sets[s]!), rest: middle };
}
