import type { Unit } from '../../../targets/target.ts';
import { lowestRestW } from '../option-costs.ts';

/** Time (whole ns) and energy (J, at least that of resting as long) of a change of a unit's clock. */
export function clockCharge(unit: Unit): { readonly ns: number; readonly joules: number } {
  const { switchNs: ns, switchJ } = unit.clocks ?? { switchNs: 0, switchJ: 0 };
  return { ns, joules: Math.max(switchJ, lowestRestW(unit) * ns * 1e-9) };
}
