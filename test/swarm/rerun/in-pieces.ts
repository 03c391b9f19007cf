import { RequestSimulation } from '../../../sim/scenario/simulate/request-simulation.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { Dice } from '../draw/dice.ts';
import { digest } from '../run/digest.ts';
import { type Replay, simulateScenario } from '../run/simulate-scenario.ts';
import type { Repetition } from './repetition.ts';

/**
 * Every run stops at random times, within the horizon and after it, and goes on: the result is the same. Nobody
 * observes these runs, so that an observer that changed something would be seen too.
 */
export const inPieces: Repetition = (outcome) => {
  const dice = new Dice(outcome.scenario.seed, 'pieces');
  const replay: Replay = (system, trace, policy) => {
    // Batches and replicas are simulated in one go alone.
    if (system.batching || system.replicas) return simulateRequests(system, trace, policy);
    const simulation = new RequestSimulation(system, trace, policy);
    const pauses = dice.many(dice.whole(1, 6), () => Math.floor(1.5 * trace.horizonNs * dice.share()));
    for (const pauseNs of pauses.sort((a, b) => a - b)) simulation.advance(pauseNs);
    return simulation.complete();
  };
  const pieces = simulateScenario(outcome.scenario, replay);
  return digest(pieces) === digest(outcome) ? [] : ['runs in pieces give another result than runs in one go'];
};
