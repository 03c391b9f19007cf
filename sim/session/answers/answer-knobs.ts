import { loadRunnableTarget } from '../../calibration/load-runnable-target.ts';
import { parsePolicyName } from '../../policies/policy-name.ts';
import { policyDefinitions } from '../../policies/registry.ts';
import type { CellInput } from '../../scenario/simulate/cell-input.ts';
import { fixedClock } from '../../targets/clocks/fixed-clock.ts';
import { governedRuntime } from '../../targets/clocks/governed-runtime.ts';
import type { Answer } from '../answer.ts';
import { openWarmCell } from '../open-warm-cell.ts';
import type { CellClocks, KnobParameter } from '../questions.ts';

/** @throws RangeError when the scenario has no such cell */
export const answerKnobs: Answer<'knobs'> = async (context, ref) => {
  const { input, warm } = await openWarmCell(context, ref, {});
  const { names, points, deadlineMs } = await warm.step({ kind: 'describe', policies: input.policies });
  const parameters = names.map((name) => [name, parametersOf(name)] as const);
  const store = input.environment?.supply?.store;
  return {
    deadlineMs,
    batteryJ: input.batteryJ ?? null,
    storeJ: store && store.capacityJ > 0 ? store.capacityJ : null,
    clocks: await clocksOf(input),
    parameters: Object.fromEntries(parameters.filter(([, list]) => list.length > 0)),
    points,
  };
};

/** Batches and replicas are simulated at the profile's clock. */
async function clocksOf({ target, runtime, batching, replicas }: CellInput): Promise<CellClocks | null> {
  const { units } = await loadRunnableTarget(target, runtime);
  const clocks = units[0]!.clocks;
  if (!clocks || units.length > 1 || batching || replicas) return null;
  const fixed = clocks.hz.map(fixedClock);
  return { fixed, own: fixed[clocks.own]!, governor: governedRuntime(runtime).governor };
}

function parametersOf(name: string): readonly KnobParameter[] {
  const { id, values } = parsePolicyName(name);
  const { parameters = {} } = policyDefinitions.find((policy) => policy.id === id) ?? {};
  return Object.entries(parameters).map(([key, parameter]) => ({
    ...parameter,
    id: key,
    value: values[key] ?? parameter.default,
  }));
}
