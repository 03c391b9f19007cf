import type { CommandContext } from '@stricli/core';

/** A stream that the command writes to, as far as it needs to know it. */
export interface OutputStream {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in characters; 120 where the stream is not a terminal, so that files are the same everywhere. */
  readonly columns: number;
  /** Terminal, and neither NO_COLOR nor TERM=dumb. */
  readonly colour: boolean;
}

/** What a command may touch of the process; tests put their own in its place. */
export interface CliContext extends CommandContext {
  readonly process: {
    readonly stdout: { write(text: string): void };
    readonly stderr: { write(text: string): void };
    readonly env: Readonly<Partial<Record<string, string>>>;
    exitCode?: number | string | null;
  };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Partial<Record<string, string>>>;
  readonly cwd: string;
  /** Standard input and output are a terminal: a dashboard can open. */
  readonly interactive: boolean;
}

interface ProcessStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Wraps a stream of the process. */
export function outputStream(stream: ProcessStream, env: CliContext['env']): OutputStream {
  const isTerminal = stream.isTTY === true;
  return {
    write: (text) => void stream.write(text),
    isTerminal,
    get columns() {
      return isTerminal ? stream.columns || 120 : 120;
    },
    colour: isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  };
}
