import type { FittedModel, LayerShare } from '../calibration/class-model.ts';
import { expectedGroup } from '../calibration/groups.ts';
import { loadMeasured } from '../calibration/measured/load-measured.ts';
import { loadVocabulary } from '../calibration/measured/load-vocabulary.ts';
import type { MeasuredClass, MeasuredQuantity, MeasuredRow } from '../calibration/measured/measured-row.ts';
import { layersOf } from '../calibration/network-of.ts';
import type { Cause, JoulesByCause } from '../energy/cause.ts';
import { benchmarkIds } from '../network/benchmarks/benchmark-network.ts';
import { networkTotals } from '../network/benchmarks/network-totals.ts';
import { loadGraph } from '../network/load-graph.ts';
import { loadProfile } from '../targets/load-profile.ts';
import { quantitiesIn, si, worstGrade } from '../targets/quantity.ts';
import { type SustainedRun, sustainedRun } from '../targets/thermal/sustained-run.ts';
import { thermalParameters } from '../targets/thermal/thermal-parameters.ts';
import { choosePrecision, chooseRuntime } from './choose-runtime.ts';
import { dutyCycleOf } from './duty-cycle-of.ts';
import { type FittedClassModel, fittedModels } from './fitted-models.ts';
import { type FindError, loadKnownErrors } from './known-errors.ts';
import { loadAnchors } from './load-anchors.ts';
import { memoryBudgets, storageRule } from './memory-budgets.ts';
import { bytesOf, type MemoryNeeds, memoryNeeds } from './memory-needs.ts';
import type { PredictOptions } from './predict-options.ts';
import { type PredictableProfile, predictableProfile } from './predictable-profile.ts';
import type { PredictedLayer, PredictedQuantity, Prediction, PublishedRow } from './prediction.ts';
import { type Subject, subjectRow } from './subject-row.ts';

/** One quantity, and the model that it comes from. */
interface Answer {
  readonly quantity: PredictedQuantity | null;
  readonly fitted: FittedModel | null;
}

const noAnswer: Answer = { quantity: null, fitted: null };

function answer(
  { model, seen, fitted: blind }: FittedClassModel,
  anchors: readonly MeasuredRow[],
  row: MeasuredRow,
  findError: FindError,
): Answer {
  const anchored = anchors.length > 0 && blind.anchoredBy ? blind.anchoredBy(anchors) : null;
  const fitted = anchored ?? blind;
  const range = fitted.predict(row);
  if (!range) return { quantity: null, fitted };
  const group = anchored ? 'anchored' : (expectedGroup(row, seen, model.byRuntime) ?? 'seen');
  const error = group === 'seen' ? null : findError(model.targetClass, model.quantity, group);
  return { quantity: { ...range, group, error }, fitted };
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Layers with their share of time, and of energy: what is static goes with time, like the rest. */
function layersFrom(
  shares: readonly LayerShare[] | null | undefined,
  row: MeasuredRow,
  latencyMs: PredictedQuantity | null,
  energyJ: PredictedQuantity | null,
): PredictedLayer[] {
  if (!shares || !latencyMs) return [];
  const macs = new Map((layersOf(row) ?? []).map((layer) => [layer.node, layer.grossMacs]));
  const total = sum(shares.map((share) => sum(share.byCause.values())));
  const scale = latencyMs.central / total;
  return shares.map(({ node, kind, byCause }) => {
    const own = sum(byCause.values()) * scale;
    return {
      node,
      kind,
      macs: macs.get(node) ?? 0,
      latencyMs: own,
      energyJ: energyJ && (energyJ.central * own) / latencyMs.central,
      latencyMsByCause: Object.fromEntries([...byCause].map(([cause, value]) => [cause, value * scale])),
    };
  });
}

/** Central energy by cause: what flows all the time as the power model says, the rest as the time is spent. */
function energyFrom(
  layers: readonly PredictedLayer[],
  energyJ: PredictedQuantity | null,
  power: readonly LayerShare[] | null | undefined,
): JoulesByCause {
  if (!energyJ) return {};
  const drawn = new Map<Cause, number>();
  for (const share of power ?? [])
    for (const [cause, value] of share.byCause) drawn.set(cause, (drawn.get(cause) ?? 0) + value);
  const all = sum(drawn.values());
  const still = all > 0 ? (drawn.get('static') ?? 0) / all : 0;
  const spent = new Map<Cause, number>();
  for (const layer of layers)
    for (const [cause, value] of Object.entries(layer.latencyMsByCause) as [Cause, number][])
      spent.set(cause, (spent.get(cause) ?? 0) + value);
  if (spent.size === 0) spent.set('compute', 1);
  const time = sum(spent.values());
  const joules = Object.fromEntries(
    [...spent].map(([cause, value]) => [cause, (energyJ.central * (1 - still) * value) / time]),
  ) as JoulesByCause;
  return still > 0 ? { static: energyJ.central * still, ...joules } : joules;
}

function memoryOf(
  profile: PredictableProfile,
  graph: Parameters<typeof memoryNeeds>[0],
  precision: string,
  batch: number,
): MemoryNeeds {
  const width = bytesOf(precision) ?? 1;
  const alternatives = [
    ...(batch > 1 ? [{ name: 'batch 1', rule: storageRule(profile, width, 1) }] : []),
    ...(width > 1 ? [{ name: 'precision int8', rule: storageRule(profile, 1, batch) }] : []),
    ...(batch > 1 && width > 1
      ? [{ name: 'batch 1 and precision int8', rule: storageRule(profile, 1, 1) }]
      : []),
  ];
  return memoryNeeds(graph, memoryBudgets(profile), storageRule(profile, width, batch), alternatives);
}

function sustainedOf({ thermal }: PredictableProfile, ambientC: number): SustainedRun | null {
  return (
    (thermal &&
      sustainedRun(thermalParameters(thermal), ambientC, si(thermal.fullPower), si(thermal.idlePower))) ??
    null
  );
}

function publishedFor(row: MeasuredRow, rows: readonly MeasuredRow[]): PublishedRow[] {
  return rows
    .filter(
      (one) =>
        one.use === 'score' &&
        one.device === row.device &&
        one.network === row.network &&
        one.precision === row.precision,
    )
    .map(
      ({
        id,
        runtime,
        precision,
        clockMhz,
        supplyV,
        latencyMs,
        throughputPerS,
        powerW,
        energyJ,
        source,
      }) => ({
        ...{ id, runtime, precision, clockMhz, supplyV, latencyMs, throughputPerS, powerW, energyJ, source },
      }),
    );
}

/**
 * Predicts one inference of a network on a target.
 * @throws InputError for an unknown network, target, runtime or precision, and for faults in files; ModelError for a
 * network file that cannot be used
 */
export async function predict(options: PredictOptions): Promise<Prediction> {
  const notes: string[] = [];
  const [graph, loaded, vocabulary, findError] = await Promise.all([
    loadGraph(options.network),
    loadProfile(options.target),
    loadVocabulary(),
    loadKnownErrors(),
  ]);
  const profile = predictableProfile(loaded);
  const targetClass: MeasuredClass = profile.class;
  const rows = await loadMeasured([targetClass]);
  const runtime = chooseRuntime(options.runtime, profile, rows, vocabulary);
  const precision = choosePrecision(options.precision, runtime.value, rows);
  for (const { note } of [runtime, precision]) if (note) notes.push(note);
  const subject: Subject = {
    profile,
    network: {
      id: benchmarkIds.includes(options.network) ? options.network : `${graph.name} of a file`,
      graph: benchmarkIds.includes(options.network) ? null : graph,
    },
    runtime: runtime.value,
    precision: precision.value,
    batch: options.batch ?? 1,
    scenario: options.scenario ?? 'SingleStream',
    options,
  };
  const row = subjectRow(subject, vocabulary);
  if (!rows.some((one) => one.family === row.family && one.runtime === row.runtime))
    notes.push(
      `no published row under ${runtime.value} is on core family ${row.family}: the interval is that of an unknown runtime`,
    );
  const anchors = options.anchors ? await loadAnchors(options.anchors, row, vocabulary) : [];
  const models = await fittedModels(targetClass, profile);
  const ask = (quantity: MeasuredQuantity): Answer => {
    const found = models.find(({ model }) => model.quantity === quantity);
    if (!found) {
      notes.push(`${quantity}: not predicted, no model of class ${targetClass} was calibrated on it`);
      return noAnswer;
    }
    const result = answer(found, anchors, row, findError);
    if (!result.quantity)
      notes.push(`${quantity}: the model cannot say anything of this network, chip or clock`);
    return result;
  };
  const offline = subject.scenario === 'Offline';
  const throughput = models.some(({ model }) => model.quantity === 'throughput') ? ask('throughput') : null;
  const latency = offline && throughput ? noAnswer : ask('latency');
  const power = ask('power');
  const energy = ask('energy');
  const layers = layersFrom(latency.fitted?.split?.(row), row, latency.quantity, energy.quantity);
  const duty = await dutyCycleOf(profile, options, rows, latency.quantity, energy.quantity);
  notes.push(...duty.notes);
  const memory = memoryOf(profile, graph, precision.value, subject.batch);
  const numbers = quantitiesIn(profile).map(({ path, quantity }) => ({
    path: path.join('.'),
    value: quantity.value,
    unit: quantity.unit,
    grade: quantity.grade,
    source: quantity.source,
  }));
  const { macs, params } = networkTotals(graph);
  return {
    schemaVersion: '1.0',
    network: { id: subject.network.id, macs, params },
    target: { id: profile.id, name: profile.name, class: targetClass, chip: row.chip, family: row.family },
    runtime: runtime.value,
    precision: precision.value,
    batch: subject.batch,
    scenario: subject.scenario,
    clockMhz: row.clockMhz,
    supplyV: row.supplyV,
    regulator: row.regulator,
    threads: row.threads,
    mode: row.mode,
    latencyMs: latency.quantity,
    throughputPerS: throughput?.quantity ?? null,
    powerW: power.quantity,
    energyJ: energy.quantity,
    boundary: profile.boundary,
    fits: memory.refusal === null,
    memory,
    layers,
    energyByCause: energyFrom(layers, energy.quantity, power.fitted?.split?.(row)),
    grades: { worst: worstGrade(quantitiesIn(profile).map(({ quantity }) => quantity)), numbers },
    sustained: sustainedOf(profile, options.ambientC ?? 25),
    dutyCycle: duty.dutyCycle,
    anchors: anchors.length,
    published: publishedFor(row, rows),
    notes,
  };
}
