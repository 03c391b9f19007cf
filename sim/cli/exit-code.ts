/** Exit codes of the command: the only ones it ends with, whatever happens inside. */
export const exitCode = {
  /** The command did what was asked. */
  ok: 0,
  /** The run could not be carried out although its input was sound (a worker died, a disk was full). */
  runFailed: 1,
  /** Unknown command, unknown flag, or a flag with a value that cannot be read. */
  usage: 2,
  /** A scenario, profile, model or saved run that is missing, broken or contradicts itself. */
  invalidInput: 3,
  /** Everything ran, and a check did not hold: a table differs from the kernels, a profile has a fault. */
  checkFailed: 4,
  /** A package that only this command needs is not installed. */
  missingDependency: 5,
  /** A fault of SparseWatt itself. */
  internalError: 70,
  /** Ended by Ctrl-C. Finished chunks stay in the cache. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
