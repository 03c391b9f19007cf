import { exitCode } from './exit-code.ts';

/** How a failure ends the command: exit code and text for standard error, without a final line break. */
export interface Failure {
  readonly exitCode: number;
  readonly text: string;
}

const known = (code: unknown): code is number =>
  typeof code === 'number' && Object.values<number>(exitCode).includes(code);

const filesystem: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder, a file was expected',
  ENOTDIR: 'a part of the path is a file, a folder was expected',
};

/** Names of optional packages never break the base install; the missing one is named with the command that adds it. */
function missingPackage(message: string): string {
  return /Cannot find package '([^']+)'/.exec(message)?.[1] ?? message;
}

/**
 * Sorts anything that was thrown into an exit code and a text a user can act on.
 *
 * Errors of the project carry `code` (`E_...`) and most carry `exitCode`; file-system errors carry Node's codes;
 * anything else is a fault of ours and prints what a bug report needs.
 * @param about version and platform for the bug-report block
 */
export function describeFailure(error: unknown, about: string): Failure {
  const thrown = (error instanceof Error ? error : new Error(String(error))) as Error & {
    readonly code?: unknown;
    readonly exitCode?: unknown;
    readonly next?: unknown;
    readonly path?: unknown;
  };
  const code = typeof thrown.code === 'string' ? thrown.code : '';
  if (thrown.name === 'AbortError' || code === 'ABORT_ERR')
    return { exitCode: exitCode.interrupted, text: 'interrupted' };
  if (thrown.name === 'InputError') return { exitCode: exitCode.invalidInput, text: thrown.message };
  if (code.startsWith('E_') || known(thrown.exitCode)) {
    const lead = thrown.message.includes(code) || code === '' ? '' : `error ${code} `;
    const next = typeof thrown.next === 'string' ? `\n  ${thrown.next}` : '';
    return {
      exitCode: known(thrown.exitCode) ? thrown.exitCode : exitCode.invalidInput,
      text: `${lead}${thrown.message}${next}`,
    };
  }
  if (code === 'ERR_MODULE_NOT_FOUND' && thrown.message.includes('Cannot find package')) {
    const name = missingPackage(thrown.message);
    return {
      exitCode: exitCode.missingDependency,
      text: `error E_MISSING_PACKAGE the package ${name} is not installed\n  install it: npm install ${name}`,
    };
  }
  if (code in filesystem) {
    const where = typeof thrown.path === 'string' ? `${thrown.path}: ` : '';
    return { exitCode: exitCode.runFailed, text: `error ${code} ${where}${filesystem[code]}` };
  }
  return {
    exitCode: exitCode.internalError,
    text: [
      `internal error: ${thrown.message}`,
      'This is a fault of SparseWatt. Please report it with the lines below.',
      `  ${about}`,
      ...(thrown.stack ?? '')
        .split('\n')
        .slice(1, 9)
        .map((line) => `  ${line.trim()}`),
    ].join('\n'),
  };
}
