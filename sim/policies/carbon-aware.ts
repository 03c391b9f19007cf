import { choicesOf } from './choose-static.ts';
import { energyLadder } from './energy-ladder.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';
import { safeAccuracy } from './safe-accuracy.ts';

const parameters = {
  patience: {
    unit: '1',
    low: 0.1,
    high: 10_000,
    default: 20,
    meaning:
      'Wrong answers that may be borrowed in dirty hours, about, times the price of accuracy: more waits longer for clean ones.',
  },
} as const;

/**
 * Spends accuracy in dirty hours and earns it back in clean ones: drift plus penalty. The penalty of an option is its
 * energy times the grid's intensity now over the mean intensity seen so far; accuracy has a price that rises whenever
 * an answer is expected to be less accurate than the floor, and falls when it is more. The price starts where the
 * cheapest mix of two options that reaches the floor puts it, and stays bounded: the mean accuracy of n requests
 * falls short of the floor by (price at the end - price at the start) / n at most.
 */
export const carbonAware: PolicyDefinition = {
  id: 'carbon-aware',
  title: 'Carbon aware',
  source:
    'CarbonScaler (Hanafy et al., SIGMETRICS 2023) and Clover (Li et al., SC 2023) by drift plus penalty (Neely 2010)',
  signal: 'grid intensity, deadline, queue',
  adaptive: true,
  charge: '14 + 8 n a decision',
  needs: ['hourly intensity'],
  parameters,
  create(context, given) {
    const { patience } = valuesOf(parameters, given);
    const choices = choicesOf(context);
    const fastest = choices.reduce((a, b) => (b.meanServiceNs < a.meanServiceNs ? b : a));
    const options = [...new Set([...energyLadder(choices), fastest])];
    const safe = options.map((option) => safeAccuracy(option, context));
    const dearestJ = Math.max(...options.map((option) => option.pilotEnergyJ));
    const energyShare = options.map((option) => option.pilotEnergyJ / dearestJ);
    const firstPrice = patience * floorPrice(energyShare, safe, context.accuracyFloor);
    let price = firstPrice;
    let seen = 0;
    let meanIntensity = 0;
    return {
      decide({ gridIntensityGPerKwh, deadlineLeftNs, queueLength }) {
        seen++;
        meanIntensity += (gridIntensityGPerKwh - meanIntensity) / seen;
        const ratio = meanIntensity > 0 ? gridIntensityGPerKwh / meanIntensity : 1;
        const budgetNs = deadlineLeftNs - queueLength * fastest.meanServiceNs;
        let best = options.indexOf(fastest);
        let bestScore = Number.POSITIVE_INFINITY;
        options.forEach((option, i) => {
          if (option.meanServiceNs > budgetNs) return;
          const score = patience * ratio * energyShare[i]! - price * safe[i]!;
          if (score >= bestScore) return;
          bestScore = score;
          best = i;
        });
        price = Math.max(0, price + context.accuracyFloor - safe[best]!);
        return options[best]!.index;
      },
      reset() {
        price = firstPrice;
        seen = 0;
        meanIntensity = 0;
      },
      uses: options.map((option) => option.index),
      cost: { decideOperations: 14 + 8 * options.length, reviewOperations: 0 },
    };
  },
};

/** Energy that one more right answer costs in the cheapest mix of two options whose mean accuracy is the floor. */
function floorPrice(energy: readonly number[], safe: readonly number[], floor: number): number {
  let leastMix = Number.POSITIVE_INFINITY;
  let price = 0;
  for (let above = 0; above < safe.length; above++) {
    for (let below = 0; below < safe.length; below++) {
      if (safe[above]! < floor || safe[below]! >= floor || energy[below]! >= energy[above]!) continue;
      const slope = (energy[above]! - energy[below]!) / (safe[above]! - safe[below]!);
      const mix = energy[above]! - slope * (safe[above]! - floor);
      if (mix >= leastMix) continue;
      leastMix = mix;
      price = slope;
    }
  }
  return price;
}
