import type { FixedClock } from './fixed-clock.ts';

/** Governors that have a rule; docs/scenarios.md says how each chooses. */
export const governorNames = ['performance', 'powersave', 'ondemand', 'schedutil', 'pace'] as const;

/** Who chooses the clock of a pass: one that has a rule, or the clock itself, which then stays (`userspace` in Linux). */
export type GovernorName = (typeof governorNames)[number] | FixedClock;
