import type { Option } from './policy.ts';

/**
 * The options that no other one beats in both energy and accuracy, dearest (and most accurate) first. Energy is that of
 * the pilot run, rest and waking included.
 */
export function energyLadder(options: readonly Option[]): Option[] {
  return options
    .filter((o, _, all) => !all.some((p) => betterThan(p, o)))
    .sort((a, b) => b.pilotEnergyJ - a.pilotEnergyJ || a.index - b.index);
}

/** No dearer and no less accurate, and better in one of the two; of equals the first. */
function betterThan(p: Option, o: Option): boolean {
  if (p.pilotEnergyJ > o.pilotEnergyJ || p.validationAccuracy < o.validationAccuracy) return false;
  const equal = p.pilotEnergyJ === o.pilotEnergyJ && p.validationAccuracy === o.validationAccuracy;
  return equal ? p.index < o.index : true;
}

/**
 * What a controller steps down when it must save: the efficient options among those that keep floor and miss budget
 * (all, where none does), then the cheapest of all, where that is cheaper.
 */
export function savingSteps(choices: readonly Option[], feasible: readonly Option[]): Option[] {
  const ladder = energyLadder(feasible.length > 0 ? feasible : choices);
  const cheapest = choices.reduce((a, b) => (b.pilotEnergyJ < a.pilotEnergyJ ? b : a));
  // Where nothing is cheaper than the last rung (a dense runtime), giving up accuracy would save nothing.
  if (cheapest.pilotEnergyJ < ladder.at(-1)!.pilotEnergyJ) ladder.push(cheapest);
  return ladder;
}
