import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

// A machine that does much else takes its time.
const limitMs = 90_000;
const mostRaw = 2_000_000;

/** First letter of the process's state, as `ps` prints it. Small systems have no `ps`. */
function stateOf(pid: number): string | undefined {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat))
    return execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' })[0];
  return readFileSync(stat, 'utf8').split(') ').at(-1)?.[0];
}

/** Programs that were started and may still run: a test that fails leaves its own behind. */
const started = new Set<{ readonly isRunning: () => boolean; readonly pid: number }>();

/** Ends whatever tests left running. */
export function endLeftOvers(): void {
  for (const { pid, isRunning } of started) if (isRunning()) process.kill(pid, 'SIGKILL');
  started.clear();
}

/** A program on a pseudo-terminal, with the screen a user would see. */
export interface PtyScreen {
  /** Lines of the visible screen, without trailing spaces. */
  readonly lines: () => readonly string[];
  readonly text: () => string;
  /** Lines that have scrolled out of the normal screen and those in it. */
  readonly normalText: () => string;
  /** What was written last, escape sequences included: all of it in any test, not in a run of minutes. */
  readonly raw: () => string;
  /** How often the scrollback was wiped. */
  readonly wipes: () => number;
  readonly pid: number;
  /** Cells of the visible screen with their colours, as xterm holds them. */
  readonly terminal: headless.Terminal;
  readonly isAlternate: () => boolean;
  readonly cursorVisible: () => boolean;
  readonly press: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Closes the terminal's window. */
  readonly hangUp: () => void;
  readonly isRunning: () => boolean;
  /** Whether the process is stopped, as by Ctrl-Z in a shell. */
  readonly isStopped: () => boolean;
  /** Waits until the screen says so; fails with the screen after 90 s and when the program has ended. */
  readonly waitFor: (what: RegExp | (() => boolean)) => Promise<void>;
  readonly exited: Promise<{ exitCode: number; signal?: number }>;
}

/** Starts `node ...args` on a terminal of this size, after a shell-like first line in the normal screen. */
export function openPty(
  args: readonly string[],
  columns: number,
  rows: number,
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
): PtyScreen {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 500 });
  let raw = '';
  let cursorVisible = true;
  let wipes = 0;
  terminal.parser.registerCsiHandler({ final: 'J' }, (params) => {
    if (params[0] === 3) wipes++;
    return false;
  });
  // xterm's parser draws synchronised frames as they come: a look in between would see two frames at once.
  let inFrame = false;
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => {
    if (params.includes(25)) cursorVisible = true;
    if (params.includes(2026)) inFrame = true;
    return false;
  });
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => {
    if (params.includes(25)) cursorVisible = false;
    if (params.includes(2026)) inFrame = false;
    return false;
  });
  terminal.write('line before\r\n');
  // Vitest's own NODE_ENV would choose React's development build.
  const { NO_COLOR: _none, FORCE_COLOR: _force, NODE_ENV: _mode, ...outer } = process.env;
  const child = spawn(process.execPath, [...args], {
    cols: columns,
    rows,
    ...(cwd === undefined ? {} : { cwd }),
    name: 'xterm-256color',
    env: { ...outer, TERM: 'xterm-256color', COLORTERM: 'truecolor', ...env },
  });
  const isRunning = () => {
    try {
      return process.kill(child.pid, 0);
    } catch {
      return false;
    }
  };
  started.add({ pid: child.pid, isRunning });
  child.onData((data) => {
    raw = (raw + data).slice(-mostRaw);
    terminal.write(data);
  });
  const textOf = (buffer: typeof terminal.buffer.normal, from: number, count: number) =>
    Array.from({ length: count }, (_, at) => buffer.getLine(from + at)?.translateToString(true) ?? '');
  const lines = () => textOf(terminal.buffer.active, terminal.buffer.active.viewportY, terminal.rows);
  let hasExited = false;
  const exited = new Promise<{ exitCode: number; signal?: number }>((resolve) => {
    // What was written last is parsed in a later turn.
    child.onExit((status) =>
      terminal.write('', () => {
        resolve(status);
        hasExited = true;
      }),
    );
  });
  const text = () => lines().join('\n');
  return {
    lines,
    text,
    normalText: () => textOf(terminal.buffer.normal, 0, terminal.buffer.normal.length).join('\n'),
    raw: () => raw,
    wipes: () => wipes,
    pid: child.pid,
    terminal,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    cursorVisible: () => cursorVisible,
    press: (keys) => child.write(keys),
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    kill: (signal) => child.kill(signal),
    // Missing in the package's types.
    hangUp: () => (child as unknown as { destroy(): void }).destroy(),
    isRunning,
    isStopped: () => stateOf(child.pid) === 'T',
    waitFor: async (what) => {
      const holds = () => !inFrame && (what instanceof RegExp ? what.test(text()) : what());
      for (let waited = 0; !holds(); waited += 20) {
        if (waited > limitMs || hasExited)
          throw new Error(`waited in vain for ${what}; the screen is\n${text()}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    exited,
  };
}
