/** How the time of a step is found: one formula, message by message with congestion, or every event on the mesh. */
export const timingModels = ['closed-form', 'semi-analytic', 'event-by-event'] as const;

export type TimingModel = (typeof timingModels)[number];
