import { clamp } from '../clamp.ts';
import type { Knob } from './knob.ts';

/** Everything of a knob but its steps. */
export type KnobFacts = Omit<Knob, 'step' | 'snap' | 'low' | 'high'>;

/**
 * A knob whose steps go along a ladder, and which takes any value between its ends, or only those of the ladder.
 * @param ladder ascending, at least one value; its ends are the limits
 * @param only `nearest`: nothing between the values of the ladder is possible, and what the nearest of them is; `whole`:
 *   whole numbers alone
 */
export function ladderKnob(
  facts: KnobFacts,
  ladder: readonly number[],
  only: 'any' | 'whole' | { readonly nearest: string },
): Knob {
  const [low, high] = [ladder[0]!, ladder.at(-1)!];
  const nearest = (value: number) =>
    ladder.reduce((best, point) => (Math.abs(point - value) < Math.abs(best - value) ? point : best));
  return {
    ...facts,
    low,
    high,
    step: (value, by) =>
      (by > 0 ? ladder.find((point) => point > value) : ladder.findLast((point) => point < value)) ?? value,
    snap(asked) {
      const inRange = clamp(asked, low, high);
      const value =
        typeof only === 'object' ? nearest(inRange) : only === 'whole' ? Math.round(inRange) : inRange;
      if (value === asked) return { value, note: null };
      const why =
        inRange !== asked
          ? `the limit: ${facts.text(low)} to ${facts.text(high)}`
          : typeof only === 'object'
            ? only.nearest
            : 'a whole number';
      return { value, note: `snapped to ${facts.text(value)}, ${why}` };
    },
  };
}
