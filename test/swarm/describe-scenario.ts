import type { SwarmScenario } from './draw-scenario.ts';

/** A drawn scenario in a few lines, for the report of a failing seed. */
export function describeScenario(scenario: SwarmScenario): string[] {
  const networks = scenario.networks.map(({ id, test, validation }) => {
    const points = test.points.map((point) => point.id).join(',');
    return `${id} (${points}; ${validation.sampleCount}+${test.sampleCount} samples, ${test.key.numericForm})`;
  });
  return [
    `${scenario.size}: floor ${scenario.accuracyFloor}, misses ${scenario.missBudget}, ${scenario.pairedSeeds} seeds`,
    `networks: ${networks.join('; ')}`,
    ...scenario.groups.flatMap(({ drawn, target, inputs }) =>
      inputs.map((input) => {
        const faults = Object.entries(input.faults ?? {}).map(([kind, list]) => `${list.length} ${kind}`);
        const extras = [
          `load ${input.denseLoad.toPrecision(3)}`,
          `${input.horizonS.toPrecision(3)} s`,
          `active ${input.arrivals.activeShare.toPrecision(2)} ${input.arrivals.pattern ?? 'periodic'}`,
          ...(input.queueLimit === undefined ? [] : [`queue ${input.queueLimit}`]),
          ...(input.batteryJ === undefined ? [] : [`battery ${input.batteryJ.toPrecision(3)} J`]),
          ...faults,
        ];
        return `${drawn.id} ${target.runtime} (${drawn.origin}, ${target.units.length} units): ${extras.join(', ')}`;
      }),
    ),
    `policies: ${scenario.groups[0]!.inputs[0]!.policies.join(', ')}; ${scenario.adversaries.map(({ id }) => id).join(', ') || 'no adversaries'}`,
    `run again: ${scenario.reruns.join(', ') || 'no'}`,
  ];
}
