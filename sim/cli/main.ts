import { run } from '@stricli/core';
import { application } from './application.ts';
import type { CliContext } from './context.ts';
import { exitCode } from './exit-code.ts';
import { greeting } from './text.ts';

/** Codes of the command-line library beneath, which are negative, and ours. */
const translated: Readonly<Record<number, number>> = {
  [-1]: exitCode.internalError,
  [-2]: exitCode.internalError,
  [-3]: exitCode.internalError,
  [-4]: exitCode.usage,
  [-5]: exitCode.usage,
  [-10]: exitCode.internalError,
};

/**
 * Carries out one command line.
 * @param args without the names of Node and of the script
 * @returns one of the codes in exit-code.ts
 */
export async function main(args: readonly string[], context: CliContext): Promise<number> {
  if (args.length === 0) {
    context.stdout.write(greeting);
    return exitCode.ok;
  }
  await run(application, args, context);
  const code = Number(context.process.exitCode ?? exitCode.ok);
  return translated[code] ?? code;
}
