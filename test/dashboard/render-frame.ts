import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { App } from '../../sim/dashboard/app.tsx';
import type { Viewport } from '../../sim/dashboard/frame-layout.ts';
import { initialState } from '../../sim/dashboard/state.ts';
import { createStore, type DashboardStore } from '../../sim/dashboard/store.ts';
import { fixtureReport } from './fixture-report.ts';

/** The dashboard drawn for a terminal of this size, with a way to press keys. */
export interface DrawnDashboard {
  readonly store: DashboardStore;
  readonly frame: () => string;
  readonly press: (keys: string) => Promise<void>;
  readonly close: () => void;
}

/** Draws the fixture report without a terminal. ink-testing-library is 100 columns wide: ask for no more. */
export function drawDashboard(viewport: Viewport): DrawnDashboard {
  const store = createStore(initialState(fixtureReport(), viewport));
  const app = render(createElement(App, { store, onSuspend: () => {} }));
  return {
    store,
    frame: () => app.lastFrame() ?? '',
    press: async (keys) => {
      // Ink listens only after its effects ran, and draws in a later turn of the event loop.
      await new Promise((resolve) => setTimeout(resolve, 20));
      app.stdin.write(keys);
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    close: app.unmount,
  };
}
