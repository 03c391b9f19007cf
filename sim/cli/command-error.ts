import type { ExitCode } from './exit-code.ts';

/** An expected failure of a command: what was found, what to do next, and the exit code it ends with. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly next: string | null;

  /** @param code `E_` and capitals @param next the step that puts it right, as a sentence or a command */
  constructor(exitCode: ExitCode, code: string, message: string, next: string | null = null) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
    this.code = code;
    this.next = next;
  }
}
