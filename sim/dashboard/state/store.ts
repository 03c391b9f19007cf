import type { DashboardEvent } from './event.ts';
import { reduce } from './reduce.ts';
import type { DashboardState } from './state.ts';

/** The one external store of the dashboard: React reads it by useSyncExternalStore, everything else by `getState`. */
export interface DashboardStore {
  readonly getState: () => DashboardState;
  readonly dispatch: (event: DashboardEvent) => void;
  /** @returns a function that ends the subscription */
  readonly subscribe: (listener: (event: DashboardEvent) => void) => () => void;
}

/** A store that starts in `state`. */
export function createStore(state: DashboardState): DashboardStore {
  let current = state;
  const listeners = new Set<(event: DashboardEvent) => void>();
  return {
    getState: () => current,
    dispatch: (event) => {
      const next = reduce(current, event);
      if (next === current) return;
      current = next;
      for (const listener of [...listeners]) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
