import type { CellInput } from '../scenario/simulate/cell-input.ts';
import { governedName, governedRuntime } from '../targets/clocks/governed-runtime.ts';
import type { CellChange } from './questions.ts';

/**
 * The input of a cell with a change. A store grows or shrinks as a whole: its levels are shares of its capacity, or
 * voltages of a capacitor.
 * @param leaksByCapacity the store is a battery, whose self-discharge is stated as a share of its capacity
 * @throws RangeError where the change sets what the cell does not have
 */
export function changedInput(
  input: CellInput,
  { deadlineMs, batteryJ, storeJ, governor }: CellChange,
  leaksByCapacity: boolean,
): CellInput {
  if (batteryJ !== undefined && input.batteryJ === undefined)
    throw new RangeError(`${input.target} has no battery in this scenario: its class states no batteryJ`);
  return {
    ...input,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(batteryJ === undefined ? {} : { batteryJ }),
    ...(governor === undefined
      ? {}
      : { runtime: governedName(governedRuntime(input.runtime).runtime, governor) }),
    ...(storeJ === undefined ? {} : { environment: withStore(input, storeJ, leaksByCapacity) }),
  };
}

function withStore(
  { target, environment }: CellInput,
  capacityJ: number,
  leaksByCapacity: boolean,
): NonNullable<CellInput['environment']> {
  const supply = environment?.supply;
  if (!environment || !supply)
    throw new RangeError(`${target} has no store in this scenario: its class states no environment.supply`);
  const { store } = supply;
  const factor = capacityJ / store.capacityJ;
  const scaled = {
    ...store,
    capacityJ,
    startJ: Math.min(capacityJ, store.startJ * factor),
    offJ: store.offJ * factor,
    onJ: store.onJ * factor,
    leakW: leaksByCapacity ? store.leakW * factor : store.leakW,
  };
  return { ...environment, supply: { ...supply, store: scaled } };
}
