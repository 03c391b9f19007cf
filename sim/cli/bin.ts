#!/usr/bin/env node
import { type CliContext, outputStream } from './context.ts';
import { exitCode } from './exit-code.ts';

// Ink and chalk read FORCE_COLOR when they are first imported, and know nothing of NO_COLOR.
if (process.env['NO_COLOR']) process.env['FORCE_COLOR'] = '0';

// `sparsewatt run | head` closes our output early: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCode.ok);
    if (stream === process.stdout)
      process.stderr.write(`error ${error.code} the output could not be written: ${error.message}\n`);
    process.exit(exitCode.runFailed);
  });
}

const context: CliContext = {
  // The command-line library writes its exit code here; the process's own is set once, below.
  process: { stdout: process.stdout, stderr: process.stderr, env: process.env },
  stdout: outputStream(process.stdout, process.env),
  stderr: outputStream(process.stderr, process.env),
  env: process.env,
  cwd: process.cwd(),
  interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
};

const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2), context);
