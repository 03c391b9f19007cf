import type { CliContext } from '../../sim/cli/context.ts';

/** A context that records what is written instead of writing it. */
export function fakeContext(cwd = process.cwd(), env: CliContext['env'] = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const stream = (into: string[]) => ({
    write: (text: string) => void into.push(text),
    isTerminal: false,
    columns: 120,
    colour: false,
  });
  const context: CliContext = {
    process: { stdout: stream(out), stderr: stream(err), env },
    stdout: stream(out),
    stderr: stream(err),
    env,
    cwd,
    interactive: false,
  };
  return { context, stdout: () => out.join(''), stderr: () => err.join('') };
}
