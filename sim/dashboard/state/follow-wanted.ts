import type { Resimulate } from './resimulate.ts';
import { deadlineAtMs } from './state.ts';
import type { DashboardStore } from './store.ts';

/** Aborting a running simulation costs its thread, so a knob that is still turning starts none. */
const settleMs = 120;

/**
 * Runs what the store wants simulated, one simulation at a time; an older one is aborted when a newer one is wanted.
 * @returns a function that aborts and stops following
 */
export function followWanted(store: DashboardStore, resimulate: Resimulate): () => void {
  let following: number | undefined;
  let stop = () => {};

  const start = (request: number, signal: AbortSignal) => {
    const { wanted, cells } = store.getState();
    const state = cells.find(({ id }) => id === wanted?.cell);
    if (!wanted || !state) return;
    const change = { deadlineMs: deadlineAtMs(state, wanted.tenths) };
    (async () => resimulate(state.cell, change, signal))().then(
      (answer) => store.dispatch({ type: 'simulated', request, answer }),
      (error: unknown) => store.dispatch({ type: 'failed', request, message: messageOf(error) }),
    );
  };

  const check = () => {
    const { wanted } = store.getState();
    if (wanted?.request === following) return;
    stop();
    stop = () => {};
    following = wanted?.request;
    if (!wanted) return;
    const controller = new AbortController();
    const { request } = wanted;
    let seconds = 0;
    const timer = setTimeout(() => start(request, controller.signal), settleMs);
    const ticker = setInterval(() => store.dispatch({ type: 'waited', request, seconds: ++seconds }), 1000);
    stop = () => {
      clearTimeout(timer);
      clearInterval(ticker);
      controller.abort();
    };
  };

  const unsubscribe = store.subscribe(check);
  return () => {
    unsubscribe();
    stop();
  };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
