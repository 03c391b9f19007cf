import { drawScenario } from '../draw-scenario.ts';
import { digest } from '../run/digest.ts';
import { simulateScenario } from '../run/simulate-scenario.ts';
import type { Repetition } from './repetition.ts';

/** The same seed gives the same scenario and the same result, to the last bit. */
export const sameAgain: Repetition = (outcome, { shipped }) => {
  const again = simulateScenario(drawScenario(outcome.scenario.seed, shipped));
  return digest(again) === digest(outcome) ? [] : ['a second run gives another result'];
};
