import { type ApplicationText, text_en } from '@stricli/core';
import { describeFailure } from './describe-failure.ts';
import { about } from './version.ts';

/** What the command prints when it is called without arguments. */
export const greeting = `SparseWatt: latency, energy, memory and accuracy of a sparse network on a chip you do not own yet.

  sparsewatt run scenarios/smart-camera.yaml     the main example: seven targets, scored policies, one table
  sparsewatt --help                              all commands
`;

const helpHint = '\nsparsewatt --help lists all commands, sparsewatt COMMAND --help its flags.';

/** Every text of the command line that the library beneath would otherwise choose. */
export const text: ApplicationText = {
  ...text_en,
  briefs: { ...text_en.briefs, help: 'Show this help', version: 'Show the version' },
  noCommandRegisteredForInput: ({ input, corrections }) =>
    `error E_UNKNOWN_COMMAND there is no command "${input}"` +
    (input === 'help' || input === 'version'
      ? `\n  did you mean "--${input}"?`
      : corrections.length > 0
        ? `\n  did you mean "${corrections.map((c) => c.replaceAll('`', '')).join('" or "')}"?`
        : '') +
    helpHint,
  exceptionWhileParsingArguments: (error) =>
    `error E_USAGE ${text_en.exceptionWhileParsingArguments.call({}, error, false).replace(/^./, (c) => c.toLowerCase())}${helpHint}`,
  exceptionWhileLoadingCommandFunction: (error) => describeFailure(error, about()).text,
  exceptionWhileRunningCommand: (error) => describeFailure(error, about()).text,
  commandErrorResult: (error) => describeFailure(error, about()).text,
};
