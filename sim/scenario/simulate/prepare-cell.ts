import { RandomStream } from '../../engine/random/random-stream.ts';
import type { Option, PolicyContext } from '../../policies/policy.ts';
import type { Target, Unit } from '../../targets/target.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { Batching } from './batching.ts';
import type { BuiltOption, BuiltOptions, TabledNetwork } from './build-options.ts';
import { cellBatching } from './cell-batching.ts';
import type { CellInput, ReplicaSettings } from './cell-input.ts';
import { cellGapNs, cellRequests } from './cell-requests.ts';
import { checkCellInput } from './check-cell-input.ts';
import { simulatedClocks } from './clocks/simulated-clocks.ts';
import { Continuations } from './continuations.ts';
import { continuedPairs } from './continued-pairs.ts';
import { denseReferenceNs } from './dense-reference.ts';
import { describeOption, validationView } from './describe-option.ts';
import { faultsOfReplicas } from './faults-of-replicas.ts';
import { changes, type IntensityProfile, intensityAt } from './intensity-profile.ts';
import type { KeptPilots } from './kept-pilots.ts';
import type { OptionCosts } from './option-costs.ts';
import { Pilots } from './pilots.ts';
import type { Replicas } from './replicas.ts';
import type { SimulatedSystem } from './request-run.ts';
import { simulatedStreams } from './streams/simulated-streams.ts';
import { streamLimits } from './streams/stream-limits.ts';
import { environmentOf } from './surroundings/environment-settings.ts';

/** Time scales of a cell. */
export interface CellBase {
  readonly input: CellInput;
  readonly target: Target;
  /** Dense service time under the reference runtime, ns (`denseReferenceNs`): load and deadline are multiples of it. */
  readonly denseServiceNs: number;
  readonly deadlineNs: number;
  readonly meanInterarrivalNs: number;
}

/** A cell with everything that its runs share. */
export interface PreparedCell extends CellBase {
  /** Options that fit, with their costs, and as policies see them. */
  readonly fitting: readonly BuiltOption[];
  readonly options: readonly Option[];
  /** Indices of the options that adaptive policies choose from. */
  readonly choices: readonly number[];
  readonly context: PolicyContext;
  /** One per seed. */
  readonly traces: readonly RequestTrace[];
  /** On test data: what is scored. */
  readonly system: SimulatedSystem;
}

/**
 * @param denseServiceNs where it is known already
 * @throws RangeError on input that makes no sense, naming what was found and what is allowed
 */
export function cellBase(
  input: CellInput,
  target: Target,
  reference: Target,
  networks: readonly TabledNetwork[],
  denseServiceNs: number = denseReferenceNs(reference, networks),
): CellBase {
  checkCellInput(input);
  const deadlineNs = Math.round(
    input.deadlineMs === undefined ? input.deadlineFactor * denseServiceNs : input.deadlineMs * 1e6,
  );
  const meanInterarrivalNs = cellGapNs(input, denseServiceNs);
  const paced =
    input.arrivals.ratePerS === undefined
      ? input
      : { ...input, denseLoad: Number((denseServiceNs / meanInterarrivalNs).toPrecision(3)) };
  return { input: paced, target, denseServiceNs, deadlineNs, meanInterarrivalNs };
}

/** What cells that differ only in deadline and battery charge have in common, to be drawn and simulated once. */
export interface CellDraws {
  /** Under the tuning seed, on validation data. */
  readonly validation: RequestTrace;
  /** One per seed. */
  readonly test: readonly RequestTrace[];
  readonly pilots: KeptPilots | null;
}

/** Draws the cell's requests. @param seeds of the traces: all of the cell's, or those that are needed */
export function drawCell(
  { input, meanInterarrivalNs }: CellBase,
  networks: readonly TabledNetwork[],
  seeds: readonly number[] = input.seeds,
) {
  const trace = (split: 'validation' | 'test', seed: number) =>
    cellRequests(input, meanInterarrivalNs, networks[0]![split], seed, split === 'validation');
  return {
    validation: trace('validation', input.tuningSeed),
    test: seeds.map((seed) => trace('test', seed)),
  };
}

/**
 * Draws the cell's requests, where they are not given, and describes its options to policies, by pilot runs on validation data.
 * @param built at least one option must fit
 */
export function prepareCell(
  base: CellBase,
  networks: readonly TabledNetwork[],
  built: BuiltOptions,
  draws: CellDraws = { ...drawCell(base, networks), pilots: null },
): PreparedCell {
  const { input, target, deadlineNs, meanInterarrivalNs } = base;
  const horizonNs = Math.round(input.horizonS * 1e9);
  const fitting = built.options.filter((option) => option.fit.fits);
  const environment = input.environment && environmentOf(input.environment, target);
  const choices = built.choices.map((option) => fitting.indexOf(option));
  const { replicas } = input;
  if (replicas && (target.units.length > 1 || fitting.some(({ test }) => test!.segments.length > 1)))
    throw new RangeError(`${target.id} has several units; replicas are of a target of one`);
  if (replicas && target.governor)
    throw new RangeError(`${target.id}: replicas are simulated at the profile's clock; leave governors out`);
  // Passes of a batch begin anew: what a request could go on from belongs to others too. So do those under a governor, where
  // the rest of a pass may have another clock.
  const anew = input.batching || replicas || target.governor;
  const batchings = {
    validation: cellBatching(base, fitting, 'validation'),
    test: cellBatching(base, fitting, 'test'),
  };
  const units = replicas ? replicaUnits(target.units[0]!, replicas.most) : target.units;
  const continuationsOf = (split: 'validation' | 'test') => {
    const pairs = anew ? [] : continuedPairs(fitting, split);
    const costs = fitting.map((option) => option[split]!);
    return pairs.length > 0 ? new Continuations(costs, pairs) : null;
  };
  const continuations = { validation: continuationsOf('validation'), test: continuationsOf('test') };
  const system = (split: 'validation' | 'test'): SimulatedSystem => ({
    units,
    options: fitting.map((option) => option[split]!),
    ...(replicas ? { replicas: replicasOf(replicas) } : {}),
    ...(continuations[split] ? { continuations: continuations[split] } : {}),
    ...(batchings[split] ? { batching: batchings[split] } : {}),
    ...clocksOf(target, fitting, split, batchings.validation),
    ...streamsOf(base, fitting, choices, continuations.validation?.costs ?? []),
    deadlineNs,
    queueLimit: input.queueLimit ?? Number.POSITIVE_INFINITY,
    batteryJ: input.batteryJ ?? Number.POSITIVE_INFINITY,
    gridIntensityGPerKwh: input.gridIntensityGPerKwh ?? 0,
    intensity: input.intensity,
    ...(environment ? { environment } : {}),
  });

  const streams = input.streams?.of ?? [];
  const missBudgets = streams.map(({ missBudget }) => missBudget);
  const pilots = new Pilots(system('validation'), draws.validation, target.id, draws.pilots, missBudgets);
  const options = fitting.map((option, index) => {
    const goesOn = continuations.validation?.from(index);
    return { ...describeOption(option, index, pilots, target.units), ...(goesOn ? { goesOn } : {}) };
  });
  const context: PolicyContext = {
    targetId: target.id,
    hasBattery: input.batteryJ !== undefined || environment?.supply !== undefined,
    surroundings: {
      thermal: environment?.thermal ?? null,
      harvest: environment?.supply?.harvest ? environment.supply.store : null,
      ...gridOf(input.intensity),
    },
    options,
    choices,
    deadlineNs: Math.min(deadlineNs, ...streams.map(({ deadlineTimes }) => deadlineNs * deadlineTimes)),
    horizonNs,
    ...streamLimits(input),
    meanInterarrivalNs,
    validation: validationView(fitting),
    random: new RandomStream(input.seeds[0]!, target.id, 'policy'),
    pilot: (policy) => pilots.run(policy),
  };
  return {
    ...base,
    fitting,
    options,
    choices,
    context,
    traces: draws.test,
    system: { ...system('test'), faults: replicas ? faultsOfReplicas(input.faults, units) : input.faults },
  };
}

const replicaUnits = (unit: Unit, most: number): Unit[] =>
  Array.from({ length: most }, (_, i) => (most === 1 ? unit : { ...unit, name: `${unit.name} ${i + 1}` }));

function replicasOf({ bootS, syncS, stabiliseS, ...rest }: ReplicaSettings): Replicas {
  const ns = (seconds: number) => Math.round(seconds * 1e9);
  return { ...rest, bootNs: ns(bootS), syncNs: ns(syncS), stabiliseNs: ns(stabiliseS) };
}

function streamsOf(
  { input, deadlineNs, target }: CellBase,
  fitting: readonly BuiltOption[],
  choices: readonly number[],
  goingOn: readonly OptionCosts[],
) {
  if (!input.streams) return {};
  const further = simulatedClocks(target, fitting, 'validation')?.costs ?? goingOn;
  const passes = [...fitting.map(({ validation }) => validation!), ...further];
  return { streams: simulatedStreams(input.streams, deadlineNs, passes, choices) };
}

function clocksOf(
  target: Target,
  fitting: readonly BuiltOption[],
  split: 'validation' | 'test',
  batching: Batching | undefined,
) {
  const clocks = simulatedClocks(target, fitting, split, batching);
  return clocks ? { clocks } : {};
}

function gridOf(profile: IntensityProfile | undefined) {
  if (profile === undefined || !changes(profile)) return { intensityChanges: false };
  return { intensityChanges: true, intensityForecast: (timeNs: number) => intensityAt(profile, timeNs) };
}
