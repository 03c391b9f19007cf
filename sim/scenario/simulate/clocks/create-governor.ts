import { governorClocks } from '../../../targets/clocks/governor-clocks.ts';
import type { GovernorName } from '../../../targets/clocks/governor-name.ts';
import type { UnitClocks } from '../../../targets/target.ts';
import type { Governor } from './governor.ts';
import { ondemand } from './ondemand.ts';
import { type PassTimes, pace } from './pace.ts';
import { schedutil } from './schedutil.ts';

/** A governor at the start of a run. @param times of passes on validation data */
export function createGovernor(name: GovernorName, unit: UnitClocks, times: PassTimes): Governor {
  switch (name) {
    case 'ondemand':
      return ondemand(unit.hz, unit.switchNs);
    case 'schedutil':
      return schedutil(unit.hz);
    case 'pace':
      return pace(unit, times);
    default: {
      const { first } = governorClocks(name, unit);
      return { next: () => first };
    }
  }
}
