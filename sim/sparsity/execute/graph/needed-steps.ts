import type { GraphPlan } from './graph-plan.ts';

/** Places of the steps that a buffer needs, its own included. */
export function neededSteps(
  { steps }: { readonly steps: readonly Pick<GraphPlan['steps'][number], 'inputs' | 'output'>[] },
  buffer: number,
): ReadonlySet<number> {
  const writer = new Map(steps.map((step, i) => [step.output, i]));
  const found = new Set<number>();
  const need = (read: number) => {
    const step = writer.get(read);
    if (step === undefined || found.has(step)) return;
    found.add(step);
    steps[step]!.inputs.forEach(need);
  };
  need(buffer);
  return found;
}
