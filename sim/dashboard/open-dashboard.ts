import type { RunReport } from '../report/run-report.ts';
import { exitSummary } from './exit-summary.ts';
import { followWanted } from './state/follow-wanted.ts';
import type { Resimulate } from './state/resimulate.ts';
import { initialState } from './state/state.ts';
import { createStore } from './state/store.ts';
import { prepareEnvironment } from './terminal/environment.ts';
import { openTerminal } from './terminal/terminal.ts';

/** What the dashboard shows, and how it has a cell simulated again when the user turns a knob. */
export interface DashboardOptions {
  readonly report: RunReport;
  readonly resimulate: Resimulate;
}

/**
 * Opens the dashboard on the process's terminal and resolves when the user leaves it, with how: `q` or Ctrl-C.
 * The terminal is then as it was, with a short summary of the run.
 * Input and output must both be terminals: print the plain table where they are not.
 * @throws when they are not, when the report is empty, and when drawing fails (the terminal is restored first)
 */
export async function openDashboard(options: DashboardOptions): Promise<'quit' | 'interrupted'> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY)
    throw new Error(
      'The dashboard needs a terminal for input and output; print the table with `sparsewatt run`.',
    );
  prepareEnvironment(process.env);
  const [{ render }, { createElement }, { App }] = await Promise.all([
    import('ink'),
    import('react'),
    import('./app.tsx'),
  ]);
  const store = createStore(initialState(options.report, { columns: stdout.columns, rows: stdout.rows }));
  const stopFollowing = followWanted(store, options.resimulate);
  const terminal = openTerminal(stdin, stdout, (viewport) => store.dispatch({ type: 'resized', viewport }));
  try {
    const app = render(createElement(App, { store, onSuspend: terminal.suspend }), {
      // Frames are painted by the sink, which looks to Ink like the terminal it stands for.
      stdout: terminal.sink as unknown as NodeJS.WriteStream,
      stdin,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
    await app.waitUntilExit();
  } finally {
    stopFollowing();
    terminal.close();
  }
  stdout.write(exitSummary(store.getState()));
  return store.getState().exit ?? 'quit';
}
