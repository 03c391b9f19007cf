import { EventEmitter } from 'node:events';
import { render } from 'ink';
import { createElement } from 'react';
import { App } from '../../sim/dashboard/app.tsx';
import type { DashboardState } from '../../sim/dashboard/state/state.ts';
import { createStore } from '../../sim/dashboard/state/store.ts';

/** What Ink writes to: a terminal of the state's own size, however wide. */
class Page extends EventEmitter {
  readonly columns: number;
  readonly rows: number;
  last = '';

  constructor({ columns, rows }: DashboardState['viewport']) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(frame: string): void {
    this.last = frame;
  }
}

/** The frame that a state is drawn as, without colours. */
export function frameOf(state: DashboardState): string {
  const page = new Page(state.viewport);
  const app = render(createElement(App, { store: createStore(state) }), {
    stdout: page as unknown as NodeJS.WriteStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const frame = page.last;
  app.unmount();
  app.cleanup();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
  return frame.replace(/\x1b\[[\d;]*m/g, '');
}
