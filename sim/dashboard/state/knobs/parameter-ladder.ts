import type { KnobParameter } from '../../../session/questions.ts';
import { clamp } from '../clamp.ts';

const steps = 20;
/** Ranges that span more than so many times their low end, or the default, are stepped through by factors. */
const widest = 100;

/** Values of a parameter that its knob steps through: about twenty over its range, with both ends and the default. */
export function parameterLadder({ low, high, whole, default: usual }: KnobParameter): readonly number[] {
  const rounded = (value: number) =>
    clamp(whole ? Math.round(value) : Number(value.toPrecision(3)), low, high);
  // A range from 0 has no factor: it begins at a hundredth of what is usual.
  const start = low > 0 ? low : usual > 0 && high / usual > widest / 10 ? usual / widest : 0;
  const byFactor = start > 0 && high / start > widest;
  const between = Array.from({ length: steps + 1 }, (_, i) =>
    rounded(byFactor ? start * (high / start) ** (i / steps) : low + ((high - low) * i) / steps),
  );
  return [...new Set([low, ...between, usual, high])].sort((a, b) => a - b);
}
