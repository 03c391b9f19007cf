import type { Viewport } from './frame-layout.ts';
import { FrameSink } from './frame-sink.ts';
import { sizeOf } from './size-of.ts';
import { suspendGroup } from './suspend-group.ts';

const enterAlternateScreen = '\x1b[?1049h\x1b[2J\x1b[H';
const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';
const leaveAlternateScreen = '\x1b[?1049l';
const resetColour = '\x1b[0m';

// Presses, releases and the wheel (1000) in SGR coordinates (1006).
const mouseOn = '\x1b[?1000h\x1b[?1006h';
const mouseOff = '\x1b[?1006l\x1b[?1000l';

const fatalSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The user's terminal, taken over for as long as the dashboard is open. */
export interface Terminal {
  /** Where Ink writes its frames. */
  readonly sink: FrameSink;
  /** Size as the terminal says now. */
  size(): Viewport;
  /** Stops the program like Ctrl-Z in a shell, with the terminal restored meanwhile. */
  suspend(): void;
  /** Gives the terminal back as it was. May be called more than once. */
  close(): void;
}

interface TerminalOptions {
  /** What is done to every frame before it is painted. */
  readonly through?: ((frame: string) => string) | undefined;
  readonly mouse?: boolean;
  /** What is written to the terminal when it is given back because of a signal or an uncaught error. */
  readonly farewell?: () => string;
}

/**
 * Takes the terminal over: alternate screen, cursor hidden. It is given back by `close`, and also on SIGINT, SIGTERM,
 * SIGHUP (which then end the process as they would have), on an uncaught error, on exit and while stopped.
 */
export function openTerminal(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  onResize: (viewport: Viewport) => void,
  { through, mouse = false, farewell = () => '' }: TerminalOptions = {},
): Terminal {
  const sink = new FrameSink(output, through);
  let entered = false;
  const size = () => sizeOf(output);

  const enter = () => {
    if (entered) return;
    entered = true;
    input.setRawMode(true);
    output.write(enterAlternateScreen + hideCursor + (mouse ? mouseOn : ''));
    sink.open();
  };
  const leave = () => {
    if (!entered) return;
    entered = false;
    sink.close();
    output.write((mouse ? mouseOff : '') + resetColour + leaveAlternateScreen + showCursor);
  };
  const resized = () => {
    onResize(size());
    sink.emit('resize');
    if (entered) output.write('\x1b[2J');
    sink.repaint();
  };
  const restore = () => {
    leave();
    input.setRawMode(false);
  };
  const stopped = () => {
    restore();
    process.kill(process.pid, 'SIGSTOP');
  };
  const continued = () => {
    enter();
    resized();
    // Whoever is not in the foreground is not told of a resize: Node reads the size again on this signal.
    process.kill(process.pid, 'SIGWINCH');
  };
  const give = () => {
    if (!entered) return close();
    close();
    output.write(farewell());
  };
  const fatal = (signal: NodeJS.Signals) => {
    give();
    process.kill(process.pid, signal);
  };
  const close = () => {
    restore();
    output.off('resize', resized);
    process.off('SIGTSTP', stopped).off('SIGCONT', continued);
    process.off('exit', close).off('uncaughtExceptionMonitor', give);
    for (const signal of fatalSignals) process.off(signal, fatal);
  };

  output.on('resize', resized);
  process.on('SIGTSTP', stopped).on('SIGCONT', continued);
  process.on('exit', close).on('uncaughtExceptionMonitor', give);
  for (const signal of fatalSignals) process.on(signal, fatal);
  enter();
  return {
    sink,
    size,
    suspend: suspendGroup,
    close,
  };
}
