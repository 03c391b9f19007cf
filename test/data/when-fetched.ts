import { describe, it } from 'vitest';
import { isFetched } from '../../sim/data/source/read-source.ts';

/** A group of tests that need a data set; without it they are skipped, and the title says why. */
export function whenFetched(set: string, what: string, tests: () => void): void {
  if (isFetched(set)) describe(what, tests);
  else describe(what, () => it.skip(`needs a data set that is not here: npm run data -- ${set}`, () => {}));
}
