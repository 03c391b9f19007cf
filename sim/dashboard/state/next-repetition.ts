import type { DashboardState } from './state.ts';

/** The state with the run under the next seed looked at, or the one before; after the last comes the first. */
export function nextRepetition(state: DashboardState, by: 1 | -1): DashboardState {
  const { pairedSeeds } = state.report.scenario;
  return { ...state, repetition: ((state.repetition - 1 + by + pairedSeeds) % pairedSeeds) + 1 };
}
