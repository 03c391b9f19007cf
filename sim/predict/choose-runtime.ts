import { type MeasuredRow, measuredValue, quantities } from '../calibration/measured/measured-row.ts';
import type { Vocabulary } from '../calibration/measured/vocabulary-schema.ts';
import type { Chosen } from './chosen.ts';
import { mostFrequent } from './most-frequent.ts';
import type { PredictableProfile } from './predictable-profile.ts';
import { refusal } from './refusal.ts';

/** Stands for a software stack of which nothing was published. */
export const unknownRuntime = 'unknown';

/**
 * The software stack: the one that was asked for, or the one with the most published rows on the board, else on its
 * chip, its core family, its class.
 * @param rows published rows of the class
 * @throws InputError for a name that stands for nothing, or that no row of the class ran under
 */
export function chooseRuntime(
  asked: string | undefined,
  profile: PredictableProfile,
  rows: readonly MeasuredRow[],
  vocabulary: Vocabulary,
): Chosen {
  const here = rows.filter((row) => quantities.some((one) => one !== 'speedup' && measuredValue(row, one)));
  if (asked !== undefined) {
    const allowed = [...new Set(here.map((row) => row.runtime)), unknownRuntime].sort();
    if (allowed.includes(asked)) return { value: asked, note: null };
    const elsewhere = Object.hasOwn(vocabulary.runtimes, asked);
    throw refusal(
      'E_UNKNOWN_RUNTIME',
      `"${asked}" is ${elsewhere ? `a runtime, but not one of class ${profile.class}` : 'not a known runtime'}.`,
      {
        allowed,
        word: asked,
        hint: `"${unknownRuntime}" predicts for a software stack of which nothing was published, with a wider interval.`,
      },
    );
  }
  const chip = profile.chip ?? profile.id;
  const places: readonly (readonly [string, (row: MeasuredRow) => boolean])[] = [
    ['on this board', (row: MeasuredRow) => row.device === profile.id],
    // A chip may carry cores of several families.
    ['on this chip', (row: MeasuredRow) => row.chip === chip && row.family === profile.family],
    // Programs of one NPU do not run on another.
    ...(profile.class === 'npu'
      ? []
      : ([
          ['on its core family', (row: MeasuredRow) => row.family === profile.family],
          [`in class ${profile.class}`, () => true],
        ] as const)),
  ];
  for (const [where, isThere] of places) {
    const runtime = mostFrequent(here.filter(isThere).map((row) => row.runtime));
    if (runtime)
      return {
        value: runtime,
        note: `runtime ${runtime} was chosen: it has the most published rows ${where}`,
      };
  }
  return {
    value: unknownRuntime,
    note: `no row of ${profile.class === 'npu' ? `chip ${chip}` : `class ${profile.class}`} was published: the runtime is unknown`,
  };
}
