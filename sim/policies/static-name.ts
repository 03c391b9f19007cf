import type { NetworkRole } from './policy.ts';

/** Name of the policy that keeps to an option: `static-L3`, but the name of a network that is no ladder. */
export function staticName({ id, role }: { readonly id: string; readonly role: NetworkRole }): string {
  return role === 'ladder' || role === 'ladder-point' ? `static-${id}` : id;
}
