import { alikeEnergy } from './alike-energy.ts';
import { choicesOf, chooseStatic, isFeasible } from './choose-static.ts';
import { climbParameters, climbWhileSure } from './climb-while-sure.ts';
import type { Option, PolicyDefinition } from './policy.ts';

/**
 * Switches regions or channels off while a stream is answered surely, and all on again at the first unsure result. Masks
 * are those of one level and reading that hold floor and miss budget on validation data and take less energy than the same without
 * a mask, or less time at the same energy, the dearest first; where there is none, it stays with what `best-static` takes.
 */
export const maskSwitch: PolicyDefinition = {
  id: 'mask-switch',
  title: 'Region and channel masks on streams (needs masked points)',
  source: 'attention masks on Speck (Yao et al., Nature Communications 2024); masks adapted by confidence',
  signal: 'confidence of the previous results',
  adaptive: true,
  charge: '2 a decision, 8 a result',
  needs: ['masked points'],
  parameters: climbParameters,
  create(context, given) {
    const choices = choicesOf(context);
    const lists = choices
      .filter(({ traits }) => traits?.masked === undefined)
      .map((whole) => {
        const cheaper = choices
          .filter((option) => masks(option, whole) && isFeasible(option, context))
          .filter((option) => dearer(whole, option) > 0)
          .sort((a, b) => dearer(b, a) || a.index - b.index);
        return [whole, ...cheaper];
      })
      .filter(([whole, ...cheaper]) => cheaper.length > 0 && isFeasible(whole!, context));
    const [best] = lists.sort((a, b) => dearer(a.at(-1)!, b.at(-1)!));
    if (best) return climbWhileSure(best, given);
    const { option } = chooseStatic(choices, context);
    return {
      ...climbWhileSure([option], given),
      note: 'no mask saves energy or time and holds the floor on validation data',
    };
  },
};

/** Above 0 where an option is dearer than another. */
function dearer(a: Option, b: Option): number {
  const more = a.pilotEnergyJ - b.pilotEnergyJ;
  return Math.abs(more) > alikeEnergy * b.pilotEnergyJ ? more : a.meanServiceNs - b.meanServiceNs;
}

/** Whether an option is another with something switched off. */
function masks(option: Option, whole: Option): boolean {
  const rest = ({ network, unit, levels, gates, traits }: Option): string =>
    JSON.stringify([
      ...[network, unit, levels, gates, traits?.exit ?? null],
      ...[traits?.deltaThreshold ?? null, traits?.thresholdFactor ?? 1],
    ]);
  return option.traits?.masked !== undefined && rest(option) === rest(whole);
}
