import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Group } from '../calibration/groups.ts';
import type { MeasuredClass, MeasuredQuantity } from '../calibration/measured/measured-row.ts';
import { shippedProfiles } from '../targets/profile-files.ts';
import type { KnownError } from './prediction.ts';

/** File that `tools/write-validation.ts` writes: the errors of every group, as `sparsewatt validate` prints them. */
export const knownErrorsFile = join('calibration', 'errors.json');

/** Looks up how well a quantity is predicted. Null: not validated. */
export type FindError = (
  targetClass: MeasuredClass,
  quantity: MeasuredQuantity,
  group: Group,
) => KnownError | null;

/** Errors that were found on rows that the calibration had not seen. */
export async function loadKnownErrors(root: string = shippedProfiles()): Promise<FindError> {
  const { classes } = JSON.parse(await readFile(join(root, knownErrorsFile), 'utf8')) as {
    classes: readonly KnownError[];
  };
  return (targetClass, quantity, group) =>
    classes.find((one) => one.class === targetClass && one.quantity === quantity && one.group === group) ??
    null;
}
