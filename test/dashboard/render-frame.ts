import { PassThrough } from 'node:stream';
import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { App } from '../../sim/dashboard/app.tsx';
import { press } from '../../sim/dashboard/keys/press.ts';
import { initialState } from '../../sim/dashboard/state/state.ts';
import { createStore, type DashboardStore } from '../../sim/dashboard/state/store.ts';
import type { Viewport } from '../../sim/dashboard/terminal/frame-layout.ts';
import { readInput } from '../../sim/dashboard/terminal/read-input.ts';
import { fixtureReport } from './fixture-report.ts';

/** The dashboard drawn for a terminal of this size, with a way to press keys. */
export interface DrawnDashboard {
  readonly store: DashboardStore;
  readonly frame: () => string;
  /** Presses keys that change the state, and waits until they did. */
  readonly press: (keys: string) => Promise<void>;
  readonly close: () => void;
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

/** Draws the fixture report without a terminal. ink-testing-library is 100 columns wide: ask for no more. */
export function drawDashboard(viewport: Viewport): DrawnDashboard {
  const store = createStore(initialState(fixtureReport(), viewport));
  const app = render(createElement(App, { store }));
  const input = new PassThrough();
  const stop = readInput(
    input,
    (name) => press(store, name, () => {}),
    (event) => store.dispatch({ type: 'mouse', event }),
  );
  return {
    store,
    frame: () => app.lastFrame() ?? '',
    press: async (keys) => {
      const before = store.getState();
      input.write(keys);
      while (store.getState() === before) await turn();
      await turn();
    },
    close: () => {
      stop();
      app.unmount();
    },
  };
}
