import type { Unit } from '../../targets/target.ts';
import { lowestRestW } from './option-costs.ts';

/** Time (whole ns) and energy (J, at least that of resting as long) of so many operations of policy code on a unit. */
export function policyCharge(
  operations: number,
  unit: Unit,
): { readonly ns: number; readonly joules: number } {
  const ns = Math.ceil(operations * unit.policyOperationNs);
  return { ns, joules: Math.max(operations * unit.policyOperationJ, lowestRestW(unit) * ns * 1e-9) };
}
