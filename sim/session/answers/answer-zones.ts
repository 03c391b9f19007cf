import { gridZones } from '../../report/green/grid-zones.ts';
import type { Answer } from '../answer.ts';

/** The grids that a report can be made for. */
export const answerZones: Answer<'zones'> = () => gridZones();
