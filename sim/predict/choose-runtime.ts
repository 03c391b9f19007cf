import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import type { Vocabulary } from '../calibration/measured/vocabulary-schema.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError } from '../schema/input-error.ts';
import type { PredictableProfile } from './predictable-profile.ts';

/** Stands for a software stack of which nothing was published. */
export const unknownRuntime = 'unknown';

/** A choice, and what to tell about it where nobody asked for it. */
export interface Chosen {
  readonly value: string;
  readonly note: string | null;
}

const most = (values: readonly string[]): string | null => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
};

/**
 * The software stack: the one that was asked for, or the one with the most published rows on the chip, else on its core
 * family, else in its class.
 * @param rows published rows of the class
 * @throws InputError for a name that stands for nothing, or that no row of the class ran under
 */
export function chooseRuntime(
  asked: string | undefined,
  profile: PredictableProfile,
  rows: readonly MeasuredRow[],
  vocabulary: Vocabulary,
): Chosen {
  const here = rows.filter((row) => row.use === 'score');
  if (asked !== undefined) {
    const allowed = [...new Set(here.map((row) => row.runtime)), unknownRuntime].sort();
    if (allowed.includes(asked)) return { value: asked, note: null };
    const elsewhere = Object.hasOwn(vocabulary.runtimes, asked);
    const guess = didYouMean(asked, allowed);
    throw new InputError([
      {
        file: '',
        line: 0,
        column: 0,
        code: 'E_UNKNOWN_RUNTIME',
        path: '',
        message: `"${asked}" is ${elsewhere ? `a runtime, but not one of class ${profile.class}` : 'not a known runtime'}.`,
        allowed,
        ...(guess ? { didYouMean: guess } : {}),
        hint: `"${unknownRuntime}" predicts for a software stack of which nothing was published, with a wider interval.`,
      },
    ]);
  }
  const chip = profile.chip ?? profile.id;
  for (const [where, same] of [
    ['this chip', (row: MeasuredRow) => row.chip === chip],
    ['its core family', (row: MeasuredRow) => row.family === profile.family],
    [`class ${profile.class}`, () => true],
  ] as const) {
    const runtime = most(here.filter(same).map((row) => row.runtime));
    if (runtime)
      return {
        value: runtime,
        note: `runtime ${runtime} was chosen: it has the most published rows on ${where}`,
      };
  }
  return {
    value: unknownRuntime,
    note: `no row of class ${profile.class} was published: the runtime is unknown`,
  };
}

/** The precision: the one that was asked for, or that of most published rows under the runtime. */
export function choosePrecision(
  asked: string | undefined,
  runtime: string,
  rows: readonly MeasuredRow[],
): Chosen {
  if (asked !== undefined) {
    const allowed = [...new Set(rows.map((row) => row.precision))].sort();
    if (allowed.includes(asked)) return { value: asked, note: null };
    const guess = didYouMean(asked, allowed);
    throw new InputError([
      {
        file: '',
        line: 0,
        column: 0,
        code: 'E_UNKNOWN_PRECISION',
        path: '',
        message: `"${asked}" is not a precision that rows of this class were measured in.`,
        allowed,
        ...(guess ? { didYouMean: guess } : {}),
      },
    ]);
  }
  const value = most(rows.filter((row) => row.runtime === runtime).map((row) => row.precision)) ?? 'int8';
  return { value, note: `precision ${value} was chosen: the usual one under ${runtime}` };
}
