import type { Option, PolicyContext, PolicyDefinition, PolicyNeed } from './policy.ts';

type Known = Pick<PolicyContext, 'options' | 'choices' | 'surroundings' | 'deadlineNs'>;

/** Waiting for a cleaner hour takes one, at least. */
const leastSlackNs = 3.6e12;

const somePoint = ({ options, choices }: Known, has: (option: Option) => boolean) =>
  choices.some((index) => has(options[index]!));

/** Whether a need is met, and what to say where it is not. */
const needs: Readonly<Record<PolicyNeed, readonly [met: (known: Known) => boolean, lacking: string]>> = {
  'gated points': [
    (known) => somePoint(known, (option) => option.gated),
    'the network has none that fit; measure one with gates (sparsewatt ladder calibrates them)',
  ],
  'exit points': [
    (known) => somePoint(known, ({ traits }) => traits?.exit !== undefined && traits.masked === undefined),
    'the network has no exit heads, or the scenario asks for none (points: [exits])',
  ],
  'N:M points': [
    (known) => somePoint(known, ({ traits }) => traits?.keptOfGroup !== undefined),
    'none that this runtime has kernels for, or the scenario asks for none (points: [patterns])',
  ],
  'delta points': [
    (known) =>
      somePoint(known, ({ traits }) => traits?.deltaThreshold !== undefined && traits.masked === undefined),
    'the network has none: no outcome was measured that depends on the previous input',
  ],
  'masked points': [
    (known) => somePoint(known, ({ traits }) => traits?.masked !== undefined),
    'none of the points that are in memory together switches anything off',
  ],
  'layer-skip points': [
    (known) => somePoint(known, ({ traits }) => traits?.skippedLayers !== undefined),
    'nothing was fitted to the network without a branch, or the scenario asks for none (points: [skips])',
  ],
  temperature: [({ surroundings }) => surroundings.thermal !== null, 'no temperature is simulated here'],
  harvest: [({ surroundings }) => surroundings.harvest !== null, 'no energy is harvested here'],
  'hourly intensity': [
    ({ surroundings }) => surroundings.intensityChanges,
    'the grid intensity is one yearly average here',
  ],
  'several units': [
    ({ options, choices }) => new Set(choices.map((index) => options[index]!.unit)).size > 1,
    'there is one unit here, or one pair that a network is split between',
  ],
  slack: [
    ({ deadlineNs }) => deadlineNs >= leastSlackNs,
    'the deadline is under an hour, and hours are what the grid changes by',
  ],
};

/** Why a policy cannot run on these options and in these surroundings: `needs exit points: the network has ...`. */
export function unmetNeed(definition: Pick<PolicyDefinition, 'needs'>, known: Known): string | null {
  const missing = definition.needs?.find((need) => !needs[need][0](known));
  return missing === undefined ? null : `needs ${missing}: ${needs[missing][1]}`;
}
