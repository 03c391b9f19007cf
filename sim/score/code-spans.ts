/** How long a policy's code takes, at least and at most, for a request that has one pass. */
export interface CodeSpan {
  readonly leastNs: number;
  readonly mostNs: number;
}

/** Spans that are looked at, at most. */
const mostSpans = 48;

interface Bounded extends CodeSpan {
  readonly joules: number;
}

/** What is known of the least energy, J: no policy spends less than `lowJ`, and one spends `highJ`. */
export interface Known {
  readonly lowJ: number;
  readonly highJ: number;
  /** How near to the truth is near enough. */
  readonly toleranceJ: number;
}

/**
 * The least bound over all lengths of code, by branch and bound: the span with the least bound is halved until that
 * lies within the tolerance of what a policy is known to spend, or there are too many spans. All open spans together
 * hold every length, so that the least of their bounds is one wherever the search ends.
 * @param boundJ of the policies whose code is in a span; null where none of them keeps the limits, undefined where it
 *   could not be told
 * @param longestNs the spans up to here are halved; what lies beyond is looked at in one piece
 */
export function leastOverCode(
  boundJ: (span: CodeSpan) => number | null | undefined,
  longestNs: number,
  { lowJ, highJ, toleranceJ }: Known,
): number | null {
  const open: Bounded[] = [];
  const look = (leastNs: number, mostNs: number, parentJ: number) => {
    const joules = boundJ({ leastNs, mostNs });
    if (joules !== null) open.push({ leastNs, mostNs, joules: Math.max(parentJ, joules ?? parentJ) });
  };
  look(0, longestNs, lowJ);
  look(longestNs, Number.POSITIVE_INFINITY, lowJ);
  for (let looked = 2; open.length > 0; looked += 2) {
    let at = 0;
    for (let i = 1; i < open.length; i++) if (open[i]!.joules < open[at]!.joules) at = i;
    const { leastNs, mostNs, joules } = open[at]!;
    const isWhole = mostNs - leastNs <= 1 || mostNs === Number.POSITIVE_INFINITY;
    if (isWhole || looked >= mostSpans || joules >= highJ - toleranceJ) return joules;
    open.splice(at, 1);
    const middleNs = Math.floor((leastNs + mostNs) / 2);
    look(leastNs, middleNs, joules);
    look(middleNs, mostNs, joules);
  }
  return null;
}
