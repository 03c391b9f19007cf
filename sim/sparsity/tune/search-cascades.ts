import type { Cascade, CascadeStage } from './cascade.ts';
import { levelAccuracy, type RatedLevel } from './rated-level.ts';

/** A cascade and what it came to on the outcomes that were searched. */
export interface FoundCascade {
  readonly cascade: Cascade;
  readonly accuracy: number;
  readonly cost: number;
}

export interface SearchOptions {
  /** Of testing how sure an answer is, in the unit of the levels' costs. */
  readonly gateCost: number;
  /** Thresholds that are tried a level, at equal steps of the share that goes on. Default 40: finer ones fit the sample. */
  readonly steps?: number;
  /** Default 3. */
  readonly stages?: 1 | 2 | 3;
}

/**
 * Tries every static level and every cascade of two or three levels of rising cost, with thresholds at quantiles of
 * the levels' confidences. @returns the frontier: rising cost, rising accuracy
 * @throws RangeError for levels rated on different requests
 */
export function searchCascades(levels: readonly RatedLevel[], options: SearchOptions): FoundCascade[] {
  const requests = levels[0]?.right.length ?? 0;
  const odd = levels.find((level) => level.right.length !== requests || level.confidence.length !== requests);
  if (requests === 0 || odd) {
    throw new RangeError(
      odd ? `${odd.id} is rated on other requests than ${levels[0]!.id}` : 'no levels, or none with requests',
    );
  }
  const { gateCost, steps = 40, stages = 3 } = options;
  const parts = levels.map((level, index) => prepare(level, index, steps));
  const found: FoundCascade[] = parts.map(({ level, index }) => ({
    cascade: [{ level: index, threshold: null }],
    accuracy: levelAccuracy(level),
    cost: level.cost,
  }));
  const all = new Uint8Array(requests).fill(1);
  for (const first of stages > 1 ? parts : []) {
    const start = { stages: [], right: 0, cost: first.level.cost + gateCost };
    extend(first, all, start, parts, found);
    for (const threshold of stages > 2 ? first.thresholds : []) {
      const left = Uint8Array.from(all, (_, r) => (first.level.confidence[r]! < threshold ? 1 : 0));
      let [right, count] = [0, 0];
      for (let r = 0; r < requests; r++) {
        if (left[r]) count++;
        else right += first.level.right[r]!;
      }
      for (const second of parts) {
        if (second.level.cost <= first.level.cost) continue;
        const cost = first.level.cost + gateCost + (count / requests) * (second.level.cost + gateCost);
        const begun = { stages: [{ level: first.index, threshold }], right, cost };
        extend(second, left, begun, parts, found);
      }
    }
  }
  return frontier(found);
}

/** What is settled before a stage: right answers of the requests that are done, mean cost with this stage included. */
interface Begun {
  readonly stages: readonly CascadeStage[];
  readonly right: number;
  readonly cost: number;
}

interface Part {
  readonly level: RatedLevel;
  readonly index: number;
  /** Requests, least sure first. */
  readonly order: Uint32Array;
  readonly thresholds: readonly number[];
}

function prepare(level: RatedLevel, index: number, steps: number): Part {
  const requests = level.right.length;
  const order = Uint32Array.from({ length: requests }, (_, r) => r).sort(
    (a, b) => level.confidence[a]! - level.confidence[b]!,
  );
  const at = (step: number) => level.confidence[order[Math.floor((step * requests) / steps)]!]!;
  const thresholds = [...new Set(Array.from({ length: steps - 1 }, (_, i) => at(i + 1)))];
  return { level, index, order, thresholds };
}

/** Adds all cascades in which the `left` requests run at `from` and the unsure ones of them at one dearer level, the last. */
function extend(
  from: Part,
  left: Uint8Array,
  begun: Begun,
  parts: readonly Part[],
  found: FoundCascade[],
): void {
  const { level, order, thresholds } = from;
  const requests = order.length;
  let settled = begun.right;
  for (let r = 0; r < requests; r++) if (left[r]) settled += level.right[r]!;
  for (const last of parts) {
    if (last.level.cost <= level.cost) continue;
    let [at, right, moved] = [0, settled, 0];
    for (const threshold of thresholds) {
      for (; at < requests && level.confidence[order[at]!]! < threshold; at++) {
        const r = order[at]!;
        if (!left[r]) continue;
        right += last.level.right[r]! - level.right[r]!;
        moved++;
      }
      found.push({
        cascade: [...begun.stages, { level: from.index, threshold }, { level: last.index, threshold: null }],
        accuracy: right / level.answers,
        cost: begun.cost + (moved / requests) * last.level.cost,
      });
    }
  }
}

/** The cascades that no other one beats in both cost and accuracy. */
function frontier(found: readonly FoundCascade[]): FoundCascade[] {
  const sorted = [...found].sort((a, b) => a.cost - b.cost || b.accuracy - a.accuracy);
  const kept: FoundCascade[] = [];
  for (const each of sorted) if (each.accuracy > (kept.at(-1)?.accuracy ?? -1)) kept.push(each);
  return kept;
}
