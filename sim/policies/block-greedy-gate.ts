import { choicesOf, chooseStatic, isFeasible } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { Option, PolicyDefinition } from './policy.ts';

/**
 * Walks from the most accurate ungated point to sparser ones, one block at a time: of all points that are sparser in the
 * fewest blocks and still keep floor and miss budget on validation data, the one that saves the most energy for the
 * accuracy it gives up; until none saves energy. Where a network's points change all blocks together, so does a step.
 */
export const blockGreedyGate: PolicyDefinition = {
  id: 'block-greedy-gate',
  title: 'Block-wise greedy gate (needs gated points)',
  source: 'TEAL (Liu et al., 2024), algorithm 1: greedy sparsity per block, here over the measured points',
  signal: 'activations',
  adaptive: false,
  needs: ['gated points'],
  create(context) {
    const choices = choicesOf(context);
    const open = choices.filter((option) => !option.gated);
    const start = open.length > 0 ? mostAccurate(open) : null;
    if (!start || !isFeasible(start, context)) {
      const { option } = chooseStatic(choices, context);
      return fixedOption(
        option,
        `no ungated point keeps floor and miss budget; acts as best-static (${option.id})`,
      );
    }
    let at = start;
    let steps = 0;
    for (let next = step(at, choices, context); next; next = step(at, choices, context)) {
      at = next;
      steps++;
    }
    return fixedOption(at, `${steps} steps from ${start.id} to ${at.id}`);
  },
};

const mostAccurate = (options: readonly Option[]) =>
  options.reduce((a, b) => (b.validationAccuracy > a.validationAccuracy ? b : a));

function step(
  at: Option,
  choices: readonly Option[],
  limits: Parameters<typeof isFeasible>[1],
): Option | null {
  const sparser = choices
    .filter((option) => isFeasible(option, limits) && option.pilotEnergyJ < at.pilotEnergyJ)
    .map((option) => ({ option, blocks: blocksSparser(at, option) }))
    .filter(({ blocks }) => blocks > 0);
  const fewest = Math.min(...sparser.map(({ blocks }) => blocks));
  let best: Option | null = null;
  let bestRate = Number.NEGATIVE_INFINITY;
  for (const { option, blocks } of sparser) {
    if (blocks !== fewest) continue;
    const lost = Math.max(1e-6, at.validationAccuracy - option.validationAccuracy);
    const rate = (at.pilotEnergyJ - option.pilotEnergyJ) / lost;
    if (rate <= bestRate) continue;
    bestRate = rate;
    best = option;
  }
  return best;
}

/** In how many layers a point is sparser; 0 where it is denser in any, or runs elsewhere. */
function blocksSparser(from: Option, to: Option): number {
  if (from.unit !== to.unit || from.levels.length !== to.levels.length) return 0;
  let blocks = 0;
  for (let layer = 0; layer < from.levels.length; layer++) {
    const level = to.levels[layer]! - from.levels[layer]!;
    const gate = (to.gates[layer] ?? -1) - (from.gates[layer] ?? -1);
    if (level < 0 || gate < 0) return 0;
    if (level > 0 || gate > 0) blocks++;
  }
  return blocks;
}
