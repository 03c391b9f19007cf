import type { GraphPlan, GraphStep } from './graph-plan.ts';

/**
 * Steps in an order in which every output comes as early as it can: first what the output with the fewest steps needs, then
 * what the next one needs besides, each in the order of the file. So stopping at an early output costs that output alone.
 * Steps that no output needs are left out.
 */
export function orderSteps(steps: readonly GraphStep[], outputs: GraphPlan['outputs']): GraphStep[] {
  const writer = new Map(steps.map((step, i) => [step.output, i]));
  const needs = outputs.map(({ buffer }) => {
    const needed = new Set<number>();
    const need = (read: number) => {
      const step = writer.get(read);
      if (step === undefined || needed.has(step)) return;
      needed.add(step);
      steps[step]!.inputs.forEach(need);
    };
    need(buffer);
    return needed;
  });
  const order = new Set<number>();
  for (const needed of needs.sort((a, b) => a.size - b.size)) {
    for (const step of [...needed].sort((a, b) => a - b)) order.add(step);
  }
  return [...order].map((step) => steps[step]!);
}
