import type { UnitModel } from '../unit-model.ts';

/** A unit whose energy lies outside the boundary: it takes its time, rests, wakes and works at no joule. */
export function uncounted(model: UnitModel): UnitModel {
  const { unit } = model;
  return {
    ...model,
    unit: {
      ...unit,
      powerStates: unit.powerStates.map((state) => ({ ...state, powerW: 0, wakeEnergyJ: 0 })),
      policyOperationJ: 0,
    },
    lower: (plan, outcome) => model.lower(plan, outcome).map((stage) => ({ ...stage, joules: {} })),
  };
}
