import { basename } from 'node:path';
import { loadMeasured } from '../calibration/measured/load-measured.ts';
import { loadVocabulary } from '../calibration/measured/load-vocabulary.ts';
import type { MeasuredClass, MeasuredQuantity } from '../calibration/measured/measured-row.ts';
import { findBenchmark } from '../network/benchmarks/find-benchmark.ts';
import { networkTotals } from '../network/benchmarks/network-totals.ts';
import { loadGraph } from '../network/load-graph.ts';
import { loadProfile } from '../targets/load-profile.ts';
import { si, worstGrade } from '../targets/quantity.ts';
import { type SustainedRun, sustainedRun } from '../targets/thermal/sustained-run.ts';
import { thermalParameters } from '../targets/thermal/thermal-parameters.ts';
import { type Answer, answer } from './answer.ts';
import { choosePoint } from './choose-point.ts';
import { choosePrecision } from './choose-precision.ts';
import { chooseRuntime } from './choose-runtime.ts';
import { dutyCycleOf } from './duty-cycle-of.ts';
import { energyByCause } from './energy-by-cause.ts';
import { fittedModels } from './fitted-models.ts';
import { loadKnownErrors } from './known-errors.ts';
import { loadAnchors } from './load-anchors.ts';
import { memoryBudgets, storageRule } from './memory-budgets.ts';
import { bytesOf, type MemoryNeeds, memoryNeeds } from './memory-needs.ts';
import { notesOn } from './notes-on.ts';
import type { PredictOptions } from './predict-options.ts';
import { type PredictableProfile, predictableProfile } from './predictable-profile.ts';
import { predictedLayers } from './predicted-layers.ts';
import type { Prediction } from './prediction.ts';
import { publishedRows } from './published-rows.ts';
import { storageAlternatives } from './storage-alternatives.ts';
import { type Subject, subjectRow } from './subject-row.ts';
import { usedNumbers } from './used-numbers.ts';
import { whyNot } from './why-not.ts';

function memoryOf(
  profile: PredictableProfile,
  graph: Parameters<typeof memoryNeeds>[0],
  precision: string,
  batch: number,
): MemoryNeeds {
  const width = bytesOf(precision) ?? 1;
  const ruleOf = (bytesPerValue: number, samples: number) => storageRule(profile, bytesPerValue, samples);
  const alternatives = storageAlternatives(graph, width, batch, ruleOf);
  return memoryNeeds(graph, memoryBudgets(profile), ruleOf(width, batch), alternatives);
}

function sustainedOf({ thermal }: PredictableProfile, ambientC: number): SustainedRun | null {
  return (
    (thermal &&
      sustainedRun(thermalParameters(thermal), ambientC, si(thermal.fullPower), si(thermal.idlePower))) ??
    null
  );
}

/** Whether a network lies in memory; null where a memory that it needs is not known. */
function fitsIn(profile: PredictableProfile, { memories, refusal }: MemoryNeeds): boolean | null {
  if (refusal) return false;
  return memories.length < (profile.class === 'mcu' ? 2 : 1) ? null : true;
}

/**
 * Predicts one inference of a network on a target.
 * @throws InputError for an unknown network, target, runtime, precision or setting, and for faults in files; ModelError for a
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
  const precision = choosePrecision(options.precision, runtime.value, profile, rows);
  for (const { note } of [runtime, precision]) if (note) notes.push(note);
  const point = choosePoint(profile, options, rows);
  notes.push(...point.notes);
  const isBuiltIn = findBenchmark(options.network) !== null;
  const subject: Subject = {
    profile,
    network: {
      id: isBuiltIn ? options.network : `${graph.name} of a file`,
      graph: isBuiltIn ? null : graph,
    },
    runtime: runtime.value,
    precision: precision.value,
    scenario: options.scenario ?? 'SingleStream',
    point,
  };
  const row = subjectRow(subject, vocabulary);
  // Measurements that say nothing of their setting were taken as the board usually runs, whatever is asked of it now.
  const like = subjectRow({ ...subject, point: choosePoint(profile, {}, rows) }, vocabulary);
  const names = isBuiltIn ? [] : [options.network, basename(options.network), graph.name];
  const anchors = options.anchors
    ? await loadAnchors(options.anchors, { profile, like, names, vocabulary, rows })
    : [];
  const models = await fittedModels(targetClass, profile);
  notes.push(...notesOn(profile, row, graph, rows, models, anchors));
  const ask = (quantity: MeasuredQuantity): Answer => {
    const found = models.find(({ model }) => model.quantity === quantity);
    if (!found) {
      notes.push(`${quantity}: not predicted, class ${targetClass} has no calibrated model of it`);
      return { quantity: null, fitted: null };
    }
    const result = answer(found, anchors, row, findError);
    if (!result.quantity) notes.push(`${quantity}: not predicted, ${whyNot(quantity, row, profile, rows)}`);
    return result;
  };
  const offline = subject.scenario === 'Offline';
  const throughput = models.some(({ model }) => model.quantity === 'throughput') ? ask('throughput') : null;
  const latency = offline && throughput ? { quantity: null, fitted: null } : ask('latency');
  const power = ask('power');
  const energy = ask('energy');
  const layers = predictedLayers(latency.fitted?.split?.(row), row, latency.quantity, energy.quantity);
  const duty = await dutyCycleOf(profile, options, rows, latency.quantity, energy.quantity);
  notes.push(...duty.notes);
  const memory = memoryOf(profile, graph, precision.value, point.batch);
  const numbers = await usedNumbers(profile, row, options.everyS !== undefined);
  const { macs, params } = networkTotals(graph);
  return {
    schemaVersion: '1.0',
    network: { id: subject.network.id, macs, params },
    target: { id: profile.id, name: profile.name, class: targetClass, chip: row.chip, family: row.family },
    runtime: runtime.value,
    precision: precision.value,
    batch: point.batch,
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
    fits: fitsIn(profile, memory),
    memory,
    layers,
    energyByCause: energyByCause(
      energy.quantity,
      energy.fitted?.split?.(row),
      power.fitted?.split?.(row),
      layers,
    ),
    // How a device warms up decides nothing but what becomes of it without a pause.
    grades: { worst: worstGrade(numbers.filter(({ path }) => !path.startsWith('thermal'))), numbers },
    sustained: sustainedOf(profile, options.ambientC ?? 25),
    dutyCycle: duty.dutyCycle,
    anchors: anchors.length,
    published: publishedRows(row, rows),
    notes,
  };
}
