import { type Quantity, si } from '../../quantity.ts';
import type { EventCost } from './event-cost.ts';

/** Cost of an event of a profile; what is not known is 0 here, and named in `ChipTarget.unknown`. */
export function costOfEvent(event?: {
  readonly energy?: Quantity | undefined;
  readonly time?: Quantity | undefined;
}): EventCost {
  return {
    energyJ: event?.energy ? si(event.energy) : 0,
    timeS: event?.time ? si(event.time) : 0,
  };
}
