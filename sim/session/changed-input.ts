import type { CellInput } from '../scenario/simulate/cell-input.ts';
import type { CellChange } from './questions.ts';

/**
 * The input of a cell with a change. A store that is made smaller than its charge at the start begins full.
 * @throws RangeError where the change sets what the cell does not have
 */
export function changedInput(input: CellInput, { deadlineMs, batteryJ, storeJ }: CellChange): CellInput {
  const supply = input.environment?.supply;
  if (batteryJ !== undefined && input.batteryJ === undefined)
    throw new RangeError(`${input.target} has no battery in this scenario: classes gives it no batteryJ`);
  if (storeJ !== undefined && !supply)
    throw new RangeError(
      `${input.target} has no store in this scenario: its class has no environment.supply`,
    );
  return {
    ...input,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(batteryJ === undefined ? {} : { batteryJ }),
    ...(storeJ === undefined || !supply
      ? {}
      : {
          environment: {
            ...input.environment,
            supply: {
              ...supply,
              store: {
                ...supply.store,
                capacityJ: storeJ,
                startJ: Math.min(supply.store.startJ, storeJ),
              },
            },
          },
        }),
  };
}
