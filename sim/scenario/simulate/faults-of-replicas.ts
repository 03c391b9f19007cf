import type { Unit } from '../../targets/target.ts';
import type { FaultPlan } from './fault-plan.ts';

/**
 * A fault plan for replicas of one unit: what befalls the unit by its own name befalls all of them, `cpu 2` the second alone.
 * @param units the replicas
 */
export function faultsOfReplicas(plan: FaultPlan | undefined, units: readonly Unit[]): FaultPlan | undefined {
  if (!plan || units.length === 1) return plan;
  const names = units.map(({ name }) => name);
  const ofEach = <T extends { readonly unit: string }>(windows: readonly T[]) =>
    windows.flatMap((window) => {
      const own = names.filter((name) => name === window.unit || name.startsWith(`${window.unit} `));
      return own.length === 0 ? [window] : own.map((unit) => ({ ...window, unit }));
    });
  return {
    ...plan,
    ...(plan.slowDowns ? { slowDowns: ofEach(plan.slowDowns) } : {}),
    ...(plan.outages ? { outages: ofEach(plan.outages) } : {}),
  };
}
