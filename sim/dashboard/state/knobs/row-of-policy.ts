import type { CellChange } from '../../../session/questions.ts';

/** The scenario's row in whose place a policy runs; its own name where it replaces none. */
export function rowOfPolicy({ policies = {} }: CellChange, policy: string): string {
  return Object.entries(policies).find(([, replaced]) => replaced === policy)?.[0] ?? policy;
}
