import type { TaskPart } from '../../sim/data/task/task-part.ts';
import { stoppedAt } from '../../sim/sparsity/tune/cascade.ts';
import type { ConfidenceMeasure } from '../../sim/sparsity/tune/confidence.ts';
import { rateStop } from '../../sim/sparsity/tune/rate-stop.ts';
import type { RatedStop } from '../../sim/sparsity/tune/rated-stop.ts';
import type { TunedPoint } from '../../sim/sparsity/tune/tune-stops.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Judge, JudgedPart } from './judge.ts';

/** A point's stages as rows of the tables. */
export function stageRows(
  { stages }: Pick<TunedPoint, 'stages'>,
  rows: readonly NetworkAnswers[],
): { readonly row: NetworkAnswers; readonly threshold: number | null }[] {
  return stages.map(({ level, exit, threshold }) => ({
    row: rows.find((each) => each.level === level && each.exit === exit)!,
    threshold,
  }));
}

/** What cascades of one seed's network answer on a part of the data, from the logits of its stops. */
export class CascadeAnswers {
  readonly #levels: readonly NetworkAnswers[];
  readonly #part: TaskPart;
  readonly #logits: (row: NetworkAnswers) => Float32Array;
  readonly #right: readonly Uint8Array[];
  readonly #rated = new Map<ConfidenceMeasure, readonly RatedStop[]>();

  constructor(
    levels: readonly NetworkAnswers[],
    judge: Judge,
    seed: number,
    name: JudgedPart,
    part: TaskPart,
  ) {
    this.#levels = levels;
    this.#part = part;
    this.#logits = ({ bySeed }) => bySeed.get(seed)![name];
    this.#right = levels.map((row) => judge.right(row).get(seed)!);
  }

  /** @returns right answers, and by request the stage at which it stops */
  of(point: TunedPoint): { readonly right: Uint8Array; readonly stops: Uint8Array } {
    const { labels, starts } = this.#part;
    const stages = stageRows(point, this.#levels);
    const places = stages.map(({ row }) => this.#levels.indexOf(row));
    const stops = stoppedAt(
      stages.map(({ threshold }, i) => ({ stop: places[i]!, threshold })),
      this.#rate(point.measure),
    );
    const right = new Uint8Array(labels.length);
    stops.forEach((stop, r) => {
      const [from, to] = starts ? [starts[r]!, starts[r + 1]!] : [r, r + 1];
      right.set(this.#right[places[stop]!]!.subarray(from, to), from);
    });
    return { right, stops };
  }

  #rate(measure: ConfidenceMeasure): readonly RatedStop[] {
    const known = this.#rated.get(measure);
    if (known) return known;
    const { labels, starts } = this.#part;
    const rated = this.#levels.map((row) =>
      rateStop({ id: row.id, cost: 1, logits: this.#logits(row) }, labels, measure, { starts }),
    );
    this.#rated.set(measure, rated);
    return rated;
  }
}
