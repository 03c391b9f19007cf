import type { DashboardEvent } from './event.ts';
import type { DashboardStore } from './store.ts';

/** About 14 frames a second: what comes from elsewhere than the user is not read faster. */
const frameMs = 70;

/** Events that somebody waits for with a finger on a key. */
const atOnce: ReadonlySet<DashboardEvent['type']> = new Set([
  'action',
  'typed',
  'edited',
  'mouse',
  'resized',
]);

/**
 * Subscribes to a store for drawing: what the user does is told at once, everything else at most once a frame.
 * @returns a function that ends the subscription
 */
export function atFrameRate(store: DashboardStore): DashboardStore['subscribe'] {
  return (listener) => {
    let timer: NodeJS.Timeout | null = null;
    const tell = (event: DashboardEvent) => {
      if (timer) clearTimeout(timer);
      timer = null;
      listener(event);
    };
    const unsubscribe = store.subscribe((event) => {
      if (atOnce.has(event.type) || store.getState().exit !== null) tell(event);
      else timer ??= setTimeout(() => tell(event), frameMs);
    });
    return () => {
      unsubscribe();
      if (timer) clearTimeout(timer);
    };
  };
}
