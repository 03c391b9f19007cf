import { loadRunnableTarget } from '../calibration/load-runnable-target.ts';
import { InputError } from '../schema/input-error.ts';
import { isSpiking } from '../sparsity/is-spiking.ts';
import type { Scenario } from './load-scenario.ts';
import type { NetworkTables } from './obtain-run-tables.ts';

/**
 * Whether every target knows what the networks' operators cost, before any work is spent on a run.
 * @throws InputError E_OPERATOR_COST that names the target of the scenario and the operator
 */
export async function checkCosts(scenario: Scenario, networks: readonly NetworkTables[]): Promise<void> {
  for (const [i, { target, targetClass, runtimes }] of scenario.targets.entries()) {
    // Spiking chips take one network, converted, and refuse by themselves.
    if (targetClass === 'neuromorphic' || targetClass === 'spiking-chip') continue;
    for (const runtime of runtimes) {
      const chip = await loadRunnableTarget(target, runtime);
      for (const { network, test } of networks) {
        const point = test.table.points[0]!;
        for (const { name: unit } of chip.units) {
          const numericForm = chip.capabilities(unit).numericForms[0] ?? 'fp32';
          if (isSpiking(numericForm)) continue;
          const plan = { network, unit, numericForm, point };
          try {
            if (chip.fit(plan, [point]).fits) chip.lower(plan, null);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            const place = { file: scenario.file, path: `targets[${i}]` };
            throw new InputError(error.issues.map((issue) => ({ ...issue, ...place })));
          }
        }
      }
    }
  }
}
