import type { RunReport } from '../report/run-report.ts';
import type { Session } from '../session/session.ts';
import { exitSummary } from './exit-summary.ts';
import { press } from './keys/press.ts';
import { chooseLook } from './look/choose-look.ts';
import type { Look } from './look/look.ts';
import { toAscii } from './look/to-ascii.ts';
import { followClock } from './state/follow-clock.ts';
import { followWants } from './state/follow-wants.ts';
import { initialState } from './state/state.ts';
import { createStore, type DashboardStore } from './state/store.ts';
import { prepareEnvironment } from './terminal/environment.ts';
import { harmless } from './terminal/harmless.ts';
import { importInk } from './terminal/import-ink.ts';
import { readInput } from './terminal/read-input.ts';
import { sizeOf } from './terminal/size-of.ts';
import { openTerminal } from './terminal/terminal.ts';

/** What the dashboard shows, and whom it asks. */
export interface DashboardOptions {
  /** The run; of one that is still to be run, its document before the first cell. */
  readonly report: RunReport;
  /** The run is still to be run: the session is asked for it. */
  readonly live?: boolean;
  readonly session: Pick<Session, 'ask'>;
  readonly look?: Look;
  /** Print lines for a screen reader instead of drawing. */
  readonly screenReader?: boolean;
  /** Listen to the mouse; the terminal's own selection of text then needs Shift. */
  readonly mouse?: boolean;
}

/** How the dashboard was left. */
export interface DashboardEnd {
  readonly exit: 'quit' | 'interrupted' | 'failed';
  /** Why the run failed. */
  readonly problem: string | null;
  /** The whole run, where it was run to its end meanwhile or before. */
  readonly report: RunReport | null;
}

/**
 * Opens the dashboard on the process's terminal and resolves when the user leaves it, or its run fails.
 * The terminal is then as it was, with a short summary of the run.
 * Input and output must both be terminals: print the plain table where they are not.
 * @throws when they are not, when the report is empty, and when drawing fails (the terminal is restored first)
 */
export async function openDashboard({
  report,
  live = false,
  session,
  look = chooseLook({}, process.env),
  screenReader = false,
  mouse = false,
}: DashboardOptions): Promise<DashboardEnd> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY)
    throw new Error(
      'The dashboard needs a terminal for input and output; print the table with `sparsewatt run`.',
    );
  prepareEnvironment(process.env);
  const store = createStore(initialState(report, sizeOf(stdout), { live, look }));
  let stopFollowing = () => {};
  // Asked when there is something to look at: what answers would take the processor from the first frame.
  const follow = () => {
    stopFollowing = followWants(store, session);
  };
  const stopClock = followClock(store);
  // Whatever it is left by, also a fault: what cannot be said then is not.
  const farewell = () => {
    try {
      const summary = harmless(exitSummary(store.getState()));
      return look.ascii ? toAscii(summary) : summary;
    } catch {
      return '';
    }
  };
  try {
    if (screenReader) {
      follow();
      await (await import('./spoken/speak.ts')).speak(store, stdin, stdout);
    } else await draw(store, { look, mouse, farewell }, follow);
  } catch (error) {
    stdout.write(farewell());
    throw error;
  } finally {
    stopClock();
    stopFollowing();
  }
  const end = store.getState();
  if (end.exit !== 'failed') stdout.write(farewell());
  return { exit: end.exit ?? 'quit', problem: end.problem, report: end.live ? null : end.report };
}

/** Draws the dashboard until the user leaves it. @param onDrawn called after the first frame */
async function draw(
  store: DashboardStore,
  {
    look,
    mouse,
    farewell,
  }: { readonly look: Look; readonly mouse: boolean; readonly farewell: () => string },
  onDrawn: () => void,
): Promise<void> {
  const { stdin, stdout } = process;
  const { render } = await importInk();
  const [{ createElement }, { App }] = await Promise.all([import('react'), import('./app.tsx')]);
  const terminal = openTerminal(stdin, stdout, (viewport) => store.dispatch({ type: 'resized', viewport }), {
    through: look.ascii ? toAscii : undefined,
    ...{ mouse, farewell },
  });
  const stopReading = readInput(
    stdin,
    (name) => press(store, name, terminal.suspend),
    (event) => store.dispatch({ type: 'mouse', event }),
  );
  try {
    const app = render(createElement(App, { store, hasFewColours: stdout.getColorDepth() <= 4 }), {
      // Frames are painted by the sink, which looks to Ink like the terminal it stands for.
      stdout: terminal.sink as unknown as NodeJS.WriteStream,
      stdin,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
    onDrawn();
    await app.waitUntilExit();
  } finally {
    stopReading();
    terminal.close();
  }
}
