import { arrivalPaces } from './arrival-paces.ts';
import { besideSpikes } from './beside-spikes.ts';
import { cellArrivalsOf } from './cell-arrivals-of.ts';
import type { ScenarioTarget } from './load-scenario.ts';
import { pairedSeeds } from './paired-seeds.ts';
import type { PreparedRun } from './prepare-run.ts';
import type { CellInput, CellNetwork } from './simulate/cell-input.ts';
import { withStreams } from './with-streams.ts';

/** Accuracy belongs to a numeric form: a spiking chip replays spiking tables, which exist for the ladder alone. */
function networksOf(
  prepared: PreparedRun,
  { target, runtimes }: ScenarioTarget,
  runtime: string,
): readonly CellNetwork[] {
  const spikesOf = (name: string | undefined) =>
    prepared.spikes.find((each) => each.target === target && (each.runtime ?? name) === name);
  const spikes = spikesOf(runtime);
  if (!spikes) return prepared.cellNetworks;
  if (spikes.unit !== undefined) return withSpikes(prepared, target, runtime);
  const ladder = prepared.cellNetworks.find(({ role }) => role === 'ladder')!;
  const reference = spikesOf(runtimes[0]);
  const others = reference && reference !== spikes ? [reference] : [];
  return [
    {
      ...ladder,
      validation: spikes.validation,
      test: spikes.test,
      // Load and deadline are those of the first runtime, whose code may be another.
      others: others.map(({ validation, test }) => ({ validation, test })),
    },
  ];
}

/** Networks of a system with spiking chips: the ladder converted on each of them, beside what computes with numbers. */
function withSpikes(
  { cellNetworks, spikes }: PreparedRun,
  target: string,
  runtime: string,
): readonly CellNetwork[] {
  const parts = spikes.filter((each) => each.target === target && each.runtime === runtime);
  const notOn = parts.map(({ unit }) => unit!);
  const ladder = cellNetworks.find(({ role }) => role === 'ladder')!;
  return [
    ...cellNetworks.map((network) => besideSpikes(network, parts[0]!, notOn)),
    ...parts.map((part) => ({
      ...ladder,
      id: `${ladder.id}-spikes-${part.unit}`,
      validation: part.validation,
      test: part.test,
      others: [],
      units: [part.unit!],
    })),
  ];
}

/** The cells of one (target, runtime), one per load. */
export function cellInputs(
  prepared: PreparedRun,
  entry: ScenarioTarget,
  runtime: string,
  seed: number,
): readonly CellInput[] {
  const { value } = prepared.scenario;
  const settings = value.classes[entry.targetClass]!;
  const seeds = pairedSeeds(seed, value.pairedSeeds);
  const { arrivals, objective } = value;
  const networks = networksOf(prepared, entry, runtime);
  const { recording } = prepared.scenario;
  const environment = prepared.scenario.environments[entry.targetClass];
  const inputs = arrivalPaces(arrivals).values.map(
    (pace): CellInput => ({
      target: entry.target,
      runtime,
      referenceRuntime: entry.runtimes[0]!,
      deadlineFactor: settings.deadlineFactor ?? 1,
      ...(settings.deadlineMs === undefined ? {} : { deadlineMs: settings.deadlineMs }),
      ...cellArrivalsOf(arrivals, pace, recording, settings),
      // Without conditions there is nothing to dwell in.
      conditionDwellS: arrivals.conditionDwellS ?? value.horizonS,
      horizonS: value.horizonS,
      seeds: seeds.scored,
      tuningSeed: seeds.tuning,
      accuracyFloor: objective.accuracyFloor,
      missBudget: objective.missBudget,
      queueLimit: arrivals.queueLimit,
      batteryJ: settings.batteryJ,
      ...(environment ? { environment } : {}),
      gridIntensityGPerKwh: prepared.gridIntensityGPerKwh,
      ...(prepared.scenario.intensity ? { intensity: prepared.scenario.intensity } : {}),
      policies: prepared.scenario.policies,
      networks,
      ...(entry.splits === undefined ? {} : { splits: entry.splits }),
      ...(entry.batching === undefined ? {} : { batching: entry.batching }),
      ...(entry.replicas === undefined || entry.replicas.most === 1 ? {} : { replicas: entry.replicas }),
    }),
  );
  return inputs.map((input) => withStreams(input, value));
}
