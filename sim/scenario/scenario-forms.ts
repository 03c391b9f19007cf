import type { NumericForm } from '../sparsity/outcome-table.ts';
import type { Scenario } from './load-scenario.ts';

/** Numeric forms in which the targets of a scenario compute. @throws InputError */
export async function scenarioForms({ targets }: Scenario): Promise<ReadonlySet<NumericForm>> {
  const { loadRunnableTarget } = await import('../calibration/load-runnable-target.ts');
  const forms = new Set<NumericForm>();
  for (const { target: id, runtimes } of targets) {
    for (const runtime of runtimes) {
      const target = await loadRunnableTarget(id, runtime);
      for (const { name } of target.units) {
        for (const form of target.capabilities(name).numericForms) forms.add(form);
      }
    }
  }
  return forms;
}
