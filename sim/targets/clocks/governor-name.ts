/** Who chooses the clock of a pass; docs/scenarios.md says how each does. */
export const governorNames = ['performance', 'powersave', 'ondemand', 'schedutil', 'pace'] as const;

export type GovernorName = (typeof governorNames)[number];
