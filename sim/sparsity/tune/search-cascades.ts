import type { Cascade, CascadeStage, CostAfter } from './cascade.ts';
import { Frontier } from './frontier.ts';
import { type RatedStop, stopAccuracy } from './rated-stop.ts';

/** A cascade and what it came to on the outcomes that were searched. */
export interface FoundCascade {
  readonly cascade: Cascade;
  readonly accuracy: number;
  readonly cost: number;
}

export interface SearchOptions {
  /** Of testing how sure an answer is, in the unit of the stops' costs. */
  readonly gateCost: number;
  /** Default: nothing is used again, a stop costs what it costs alone. */
  readonly costAfter?: CostAfter;
  /** Thresholds that are tried a stop, at equal steps of the share that goes on. Default 40: finer ones fit the sample. */
  readonly steps?: number;
  /** Default 3. */
  readonly stages?: 1 | 2 | 3;
}

/**
 * Tries every stop alone and every cascade of two or three stops of rising cost, with thresholds at quantiles of the
 * stops' confidences. @returns the frontier: rising cost, rising accuracy
 * @throws RangeError for stops rated on different requests
 */
export function searchCascades(stops: readonly RatedStop[], options: SearchOptions): FoundCascade[] {
  const requests = stops[0]?.right.length ?? 0;
  const odd = stops.find((stop) => stop.right.length !== requests || stop.confidence.length !== requests);
  if (requests === 0 || odd) {
    throw new RangeError(
      odd ? `${odd.id} is rated on other requests than ${stops[0]!.id}` : 'no stops, or none with requests',
    );
  }
  const { gateCost, costAfter = (_, to) => stops[to]!.cost, steps = 40, stages = 3 } = options;
  const parts = stops.map((stop, index) => prepare(stop, index, steps));
  const found = new Frontier<FoundCascade>();
  for (const { rated, index } of parts) {
    const [accuracy, { cost }] = [stopAccuracy(rated), rated];
    found.offer(accuracy, cost, () => ({ cascade: [{ stop: index, threshold: null }], accuracy, cost }));
  }
  const all = new Uint8Array(requests).fill(1);
  for (const first of stages > 1 ? parts : []) {
    const start = { stages: [], right: 0, cost: first.rated.cost + gateCost };
    extend(first, all, start, parts, costAfter, found);
    for (const threshold of stages > 2 ? first.thresholds : []) {
      const left = Uint8Array.from(all, (_, r) => (first.rated.confidence[r]! < threshold ? 1 : 0));
      let [right, count] = [0, 0];
      for (let r = 0; r < requests; r++) {
        if (left[r]) count++;
        else right += first.rated.right[r]!;
      }
      for (const second of parts) {
        if (second.rated.cost <= first.rated.cost) continue;
        const cost =
          first.rated.cost +
          gateCost +
          (count / requests) * (costAfter(first.index, second.index) + gateCost);
        const begun = { stages: [{ stop: first.index, threshold }], right, cost };
        extend(second, left, begun, parts, costAfter, found);
      }
    }
  }
  return [...found.points];
}

/** What is settled before a stage: right answers of the requests that are done, mean cost with this stage included. */
interface Begun {
  readonly stages: readonly CascadeStage[];
  readonly right: number;
  readonly cost: number;
}

interface Part {
  readonly rated: RatedStop;
  readonly index: number;
  /** Requests, least sure first. */
  readonly order: Uint32Array;
  readonly thresholds: readonly number[];
}

function prepare(rated: RatedStop, index: number, steps: number): Part {
  const requests = rated.right.length;
  const order = Uint32Array.from({ length: requests }, (_, r) => r).sort(
    (a, b) => rated.confidence[a]! - rated.confidence[b]!,
  );
  const at = (step: number) => rated.confidence[order[Math.floor((step * requests) / steps)]!]!;
  const thresholds = [...new Set(Array.from({ length: steps - 1 }, (_, i) => at(i + 1)))];
  return { rated, index, order, thresholds };
}

/** Adds all cascades in which the `left` requests run at `from` and the unsure ones of them at one dearer stop, the last. */
function extend(
  from: Part,
  left: Uint8Array,
  begun: Begun,
  parts: readonly Part[],
  costAfter: CostAfter,
  found: Frontier<FoundCascade>,
): void {
  const { rated, order, thresholds } = from;
  const requests = order.length;
  let settled = begun.right;
  for (let r = 0; r < requests; r++) if (left[r]) settled += rated.right[r]!;
  for (const last of parts) {
    if (last.rated.cost <= rated.cost) continue;
    const more = costAfter(from.index, last.index);
    let [at, right, moved] = [0, settled, 0];
    for (const threshold of thresholds) {
      for (; at < requests && rated.confidence[order[at]!]! < threshold; at++) {
        const r = order[at]!;
        if (!left[r]) continue;
        right += last.rated.right[r]! - rated.right[r]!;
        moved++;
      }
      const [accuracy, cost] = [right / rated.answers, begun.cost + (moved / requests) * more];
      found.offer(accuracy, cost, () => ({
        cascade: [...begun.stages, { stop: from.index, threshold }, { stop: last.index, threshold: null }],
        ...{ accuracy, cost },
      }));
    }
  }
}
