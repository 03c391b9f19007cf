import { isPlaying } from './act-on-playback.ts';
import type { DashboardStore } from './store.ts';

/** 12.5 frames a second: smooth enough for text, and little work. */
const tickMs = 80;

/**
 * Lets time pass in the state while something plays: one timer, none otherwise.
 * @param nowMs a clock that never goes back
 * @returns a function that stops it
 */
export function followClock(
  store: DashboardStore,
  nowMs: () => number = () => performance.now(),
): () => void {
  let timer: NodeJS.Timeout | null = null;
  let lastMs = 0;
  const tick = () => {
    const now = nowMs();
    const ms = now - lastMs;
    lastMs = now;
    store.dispatch({ type: 'tick', ms });
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  const check = () => {
    const plays = isPlaying(store.getState());
    if (plays === (timer !== null)) return;
    if (!plays) return stop();
    lastMs = nowMs();
    timer = setInterval(tick, tickMs);
  };
  const unsubscribe = store.subscribe(check);
  check();
  return () => {
    unsubscribe();
    stop();
  };
}
