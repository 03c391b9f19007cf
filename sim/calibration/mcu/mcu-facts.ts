import type { McuCore } from '../../targets/mcu/core-schema.ts';
import type { McuDataSheet } from '../../targets/mcu/data-sheet-schema.ts';
import type { Quantity } from '../../targets/quantity.ts';

/** What a data sheet says of a chip. */
export interface McuChip extends McuDataSheet {
  readonly maxClock: Quantity;
}

/** What manuals say of cores and data sheets of chips: the facts that carry a prediction to those without rows. */
export interface McuFacts {
  /** By family id (hardware-profiles/families). */
  readonly cores: Readonly<Record<string, McuCore>>;
  /** By chip id; a board whose profile names none is its own chip. */
  readonly chips: Readonly<Record<string, McuChip>>;
}
