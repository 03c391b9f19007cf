/** Thrown when a backend cannot run on this machine: what was found, and what would mend it. */
export class BackendUnavailableError extends Error {
  readonly backend: string;
  readonly found: string;
  readonly fix: string;

  constructor(backend: string, found: string, fix: string, options?: ErrorOptions) {
    super(`${backend}: ${found}; ${fix}`, options);
    this.name = 'BackendUnavailableError';
    this.backend = backend;
    this.found = found;
    this.fix = fix;
  }
}
