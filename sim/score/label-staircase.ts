/** A state of a search over the requests of a run: the unit is free at a time, and what was spent by then. */
export interface Label {
  readonly freeNs: number;
  /** The run that the label stands for was free so much later at most. */
  readonly slackNs: number;
  /** Above the lowest rest. */
  readonly joules: number;
  /** In a search without prices: what was achieved. */
  readonly correct: number;
  readonly missed: number;
}

/**
 * Labels of which no earlier one is as good as a later one, where right answers and misses are priced: in the order of time
 * each has spent less than the ones before it, with `extraW` paid for the time between them.
 */
export class LabelStaircase {
  readonly labels: Label[] = [];
  readonly #extraW: number;
  readonly #startNs: number;
  /** Of each label: its energy, counted from one start. */
  readonly #atStartJ: number[] = [];

  /** @param extraW least power of extra work above the lowest rest, finite @param startNs any time; the nearer, the less is rounded */
  constructor(extraW: number, startNs: number) {
    this.#extraW = extraW;
    this.#startNs = startNs;
  }

  /** Takes in a label unless one that is there is as good, and removes those that it is as good as. */
  add(freeNs: number, slackNs: number, joules: number): void {
    const { labels } = this;
    const atStartJ = joules - this.#extraW * (freeNs - this.#startNs) * 1e-9;
    let at = labels.length;
    while (at > 0 && labels[at - 1]!.freeNs > freeNs) at--;
    const before = labels[at - 1];
    const isBetterTwin = before?.freeNs === freeNs && joules < before.joules;
    if (before && this.#atStartJ[at - 1]! <= atStartJ && !isBetterTwin) return;
    const from = isBetterTwin ? at - 1 : at;
    let to = at;
    while (to < labels.length && this.#atStartJ[to]! >= atStartJ) to++;
    const label = { freeNs, slackNs, joules, correct: 0, missed: 0 };
    if (to === from + 1) {
      labels[from] = label;
      this.#atStartJ[from] = atStartJ;
    } else {
      labels.splice(from, to - from, label);
      this.#atStartJ.splice(from, to - from, atStartJ);
    }
  }
}
