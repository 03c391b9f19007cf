import type { Session } from '../../session/session.ts';
import type { DashboardStore } from './store.ts';
import { type Slot, slots, type Want } from './wants.ts';
import { wantsOf } from './wants-of.ts';

/**
 * Asks the session what the state wants, one question a slot at a time; an older one is aborted when another is wanted.
 * @returns a function that aborts everything and stops following
 */
export function followWants(store: DashboardStore, session: Pick<Session, 'ask'>): () => void {
  const running = new Map<Slot, { readonly key: string; readonly stop: () => void }>();

  const start = (want: Want): (() => void) => {
    const { slot, key } = want;
    const controller = new AbortController();
    const { signal } = controller;
    let seconds = 0;
    const count = () => store.dispatch({ type: 'waited', slot, key, seconds: ++seconds });
    const ticker = want.unattended ? undefined : setInterval(count, 1000);
    const done = (event: Parameters<DashboardStore['dispatch']>[0]) => {
      clearInterval(ticker);
      if (!signal.aborted) store.dispatch(event);
    };
    const ask = () =>
      session
        .ask(slots[slot], want.question as never, {
          signal,
          onPart: (part) => {
            if (!signal.aborted) store.dispatch({ type: 'part', slot, key, part });
          },
        })
        .then(
          (answer) => done({ type: 'answered', slot, key, answer }),
          (error: unknown) => done({ type: 'failed', slot, key, problem: firstLine(error) }),
        );
    const timer = setTimeout(ask, want.settleMs ?? 0);
    return () => {
      clearTimeout(timer);
      clearInterval(ticker);
      controller.abort();
    };
  };

  const check = () => {
    const wanted = wantsOf(store.getState());
    for (const [slot, { key, stop }] of running)
      if (!wanted.some((want) => want.slot === slot && want.key === key)) {
        running.delete(slot);
        stop();
      }
    for (const want of wanted) {
      if (running.has(want.slot)) continue;
      running.set(want.slot, { key: want.key, stop: start(want) });
      store.dispatch({ type: 'asked', slot: want.slot, key: want.key });
    }
  };

  const unsubscribe = store.subscribe(check);
  check();
  return () => {
    unsubscribe();
    for (const { stop } of running.values()) stop();
    running.clear();
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
