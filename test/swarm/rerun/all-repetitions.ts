import type { Rerun } from '../draw-scenario.ts';
import { everyStageDearer } from './every-stage-dearer.ts';
import { everyTimeDoubled } from './every-time-doubled.ts';
import { inAnotherOrder } from './in-another-order.ts';
import { inPieces } from './in-pieces.ts';
import { oneSeedAlone } from './one-seed-alone.ts';
import type { Repetition } from './repetition.ts';
import { sameAgain } from './same-again.ts';

/** What a scenario may be run again for. */
export const allRepetitions: Readonly<Record<Rerun, Repetition>> = {
  'the same again': sameAgain,
  'in pieces': inPieces,
  'in another order': inAnotherOrder,
  'one seed alone': oneSeedAlone,
  'every stage dearer': everyStageDearer,
  'every time doubled': everyTimeDoubled,
};
