import type { PolicyValues } from '../../policies/policy-parameter.ts';

/**
 * A policy of the user's own: code in a file that was named on the command line (or given to `runScenario`). No scenario
 * file can name one.
 */
export interface OwnPolicy {
  /** Id in the definition, without settings. */
  readonly id: string;
  /** Absolute path of JavaScript that Node can import, with the definition as its default export. */
  readonly module: string;
  readonly values: PolicyValues;
}
