import type { BuiltOption } from './build-options.ts';

/** The pairs of options of which the second goes on with the first: the same network, level, mask and thresholds, read later. */
export function continuedPairs(options: readonly BuiltOption[]): readonly (readonly [number, number])[] {
  const network = ({ network: id, unit, plan }: BuiltOption) =>
    JSON.stringify([
      id,
      unit,
      plan.point.levels,
      plan.point.gates,
      plan.point.deltaThreshold ?? null,
      plan.point.mask ?? null,
      plan.point.times ?? null,
      plan.point.thresholdFactor ?? 1,
    ]);
  const stepsOf = (i: number) => options[i]!.plan.point.steps;
  return options.flatMap((first, from) =>
    options.flatMap((second, to) => {
      const [read, later] = [stepsOf(from), stepsOf(to)];
      if (read === undefined || later === undefined || read >= later) return [];
      return network(first) === network(second) ? [[from, to] as const] : [];
    }),
  );
}
