import { si } from '../quantity.ts';
import type { ClocksPart } from './clocks-schema.ts';
import { type FixedClock, fixedClock } from './fixed-clock.ts';

/** Names of the clocks of a profile, slowest first; empty where it has one. */
export function clockNames(profile: object): readonly FixedClock[] {
  const { clocks } = profile as { readonly clocks?: ClocksPart };
  return clocks?.points.map(({ clock }) => fixedClock(si(clock))) ?? [];
}
